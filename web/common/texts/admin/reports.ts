import { pick } from '../../language';
import { en } from './reports.en';
import { ro } from './reports.ro';

export const texts = pick({ ro, en });
