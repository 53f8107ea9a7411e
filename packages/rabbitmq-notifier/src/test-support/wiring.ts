import { openPg, type PgStore } from "@factum/pg-adapter";
import { RabbitmqNotifier } from "@factum/rabbitmq-notifier";

/** The store, its listeners woken through the broker. */
export async function openStore(connectionString: string, brokerUrl: string): Promise<PgStore> {
  const notifier = new RabbitmqNotifier({ url: brokerUrl, onError: (error) => console.error(error) });
  const store = await openPg({ connectionString, notifier });
  const close = () => Promise.all([store.close(), notifier.close()]).then(() => {});
  return { ...store, close };
}
