import { pick } from '../../language';
import { en } from './account.en';
import { ro } from './account.ro';

export const texts = pick({ ro, en });
