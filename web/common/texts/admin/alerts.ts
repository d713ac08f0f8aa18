import { pick } from '../../language';
import { en } from './alerts.en';
import { ro } from './alerts.ro';

export const texts = pick({ ro, en });
