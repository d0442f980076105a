import { contractSuite } from '../testing/contract-suite.ts';
import { portSuite } from '../testing/port-suite.ts';
import { memoryPorts } from './memory-port.ts';

portSuite('memory', async () => memoryPorts());
contractSuite('memory', async () => memoryPorts());
