import { pick } from '../../language';
import { en } from './customers.en';
import { ro } from './customers.ro';

export const texts = pick({ ro, en });
