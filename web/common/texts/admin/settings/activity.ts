import { pick } from '../../../language';
import { en } from './activity.en';
import { ro } from './activity.ro';

export const texts = pick({ ro, en });
