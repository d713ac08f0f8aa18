// Texts of the admin panel in the chosen language.

import { pick } from '../language';
import { en } from './admin.en';
import { ro } from './admin.ro';

export const t = pick({ ro, en });
