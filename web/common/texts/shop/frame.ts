import { pick } from '../../language';
import { en } from './frame.en';
import { ro } from './frame.ro';

export const texts = pick({ ro, en });
