import { pick } from '../../language';
import { en } from './dashboard.en';
import { ro } from './dashboard.ro';

export const texts = pick({ ro, en });
