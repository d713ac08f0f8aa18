import { pick } from '../../../language';
import { en } from './messages.en';
import { ro } from './messages.ro';

export const texts = pick({ ro, en });
