import { CircleAlert, Info, TriangleAlert } from 'lucide-react';

/** By the weight of a finding. */
export const findingIcons = { error: CircleAlert, warning: TriangleAlert, note: Info } as const;
