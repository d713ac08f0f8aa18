import { pick } from '../../../language';
import { en } from './returns.en';
import { ro } from './returns.ro';

export const texts = pick({ ro, en });
