import { z } from 'zod';

/**
 * zod would try `new Function`, which a strict content security policy reports. Said before the first schema is made,
 * so whatever makes schemas for both sides imports this file.
 */
z.config({ jitless: true });
