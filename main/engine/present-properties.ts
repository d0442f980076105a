import type { PublishProperties } from '../../app/contract/areas/publish.ts';
import type { Properties } from '../../app/mqtt/properties.ts';

/** The properties that are there: in a packet one is absent or has a value. An alias means nothing outside its connection. */
export function presentProperties(given: PublishProperties): Properties {
  const { payloadFormatIndicator, messageExpiryInterval, contentType } = given;
  const { responseTopic, correlationData, userProperties } = given;
  return {
    ...(payloadFormatIndicator !== undefined && { payloadFormatIndicator }),
    ...(messageExpiryInterval !== undefined && { messageExpiryInterval }),
    ...(contentType !== undefined && { contentType }),
    ...(responseTopic !== undefined && { responseTopic }),
    ...(correlationData !== undefined && { correlationData }),
    ...(userProperties !== undefined && { userProperties }),
  };
}
