/** How goods travel, as the buyer is told too. */
import { z } from 'zod';

/** Full container, less than a container, air freight, door-to-door courier. */
export const TransportMode = z.enum(['fcl', 'lcl', 'air', 'courier']);
export type TransportMode = z.infer<typeof TransportMode>;

export const ContainerType = z.enum(['20GP', '40GP', '40HQ']);
export type ContainerType = z.infer<typeof ContainerType>;
