import { pick } from '../../../language';
import { en } from './service.en';
import { ro } from './service.ro';

export const texts = pick({ ro, en });
