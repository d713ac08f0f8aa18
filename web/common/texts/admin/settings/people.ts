import { pick } from '../../../language';
import { en } from './people.en';
import { ro } from './people.ro';

export const texts = pick({ ro, en });
