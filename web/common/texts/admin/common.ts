import { pick } from '../../language';
import { en } from './common.en';
import { ro } from './common.ro';

export const texts = pick({ ro, en });
