import { pick } from '../../../language';
import { en } from './payments.en';
import { ro } from './payments.ro';

export const texts = pick({ ro, en });
