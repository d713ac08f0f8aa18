import { pick } from '../../language';
import { en } from './history.en';
import { ro } from './history.ro';

export const texts = pick({ ro, en });
