import { pick } from '../../language';
import { en } from './unsubscribe.en';
import { ro } from './unsubscribe.ro';

export const texts = pick({ ro, en });
