import { pick } from '../../../language';
import { en } from './statuses.en';
import { ro } from './statuses.ro';

export const texts = pick({ ro, en });
