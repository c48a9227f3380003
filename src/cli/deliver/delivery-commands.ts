import type { Command } from 'commander';
import { readCallerConfig } from '../../config.js';
import { CONNECTION_SETTINGS_HELP } from '../../model/connection-settings.js';
import type { Finish, Json } from '../finish.js';
import type { DeliveryAction } from './delivery-command.js';

/** What may be done with a delivery, by the name of its command. */
const ACTIONS: Readonly<Record<DeliveryAction, string>> = {
  show: 'what became of a delivery',
  confirm: 'let a held snapshot be stored: what it no longer holds is closed',
  withdraw: 'give a delivery up of which nothing was stored',
  rejected: 'all rows that were not stored: place and reason, a line each',
};

interface ActionOptions extends Json {
  readonly server?: string;
  readonly purpose?: string;
}

/** `delivery`: deliveries that are at a server. */
export function addDeliveryCommands(program: Command, finish: Finish): void {
  const delivery = program.command('delivery').description('ask a server what became of a delivery, and decide on it');
  for (const action of Object.keys(ACTIONS) as DeliveryAction[]) {
    delivery
      .command(action)
      .description(ACTIONS[action])
      .argument('<id>', 'id of the delivery, as `deliver --json` prints it')
      .option('--server <url>', 'the server; KETENZICHT_SERVER when left out')
      .option('--purpose <purpose>', 'what for; may be left out where the token allows one only')
      .option('--json', 'print one JSON value')
      .addHelpText(
        'after',
        `\n${CONNECTION_SETTINGS_HELP}\n\nExample:\n  ketenzicht delivery ${action} 0410e537-4f1c-4bb1-9d0a-0d7a0b3c3f11`,
      )
      .action(async (id: string, { server, purpose, json }: ActionOptions) => {
        const { deliveryCommand } = await import('./delivery-command.js');
        const { connection } = readCallerConfig();
        const settings = { ...connection, ...(server ? { server } : {}), ...(purpose ? { purpose } : {}) };
        finish(await deliveryCommand({ action, id, settings }), json);
      });
  }
}
