import { useState } from 'preact/hooks';
import type { AnyComponent } from '../../../local-discord/world/message-text.ts';
import type { PageMessage } from '../../protocol.ts';
import { useChoices } from '../choose/choices.ts';
import { ChoiceMenu } from '../choose/choice-menu.tsx';
import { useStore } from '../data/store.ts';

/** A menu of a message; what is chosen is sent when it closes. */
export function MessageMenuSelect({ menu, message }: { menu: AnyComponent; message: PageMessage }) {
  const store = useStore();
  const options = useChoices(menu.type, menu.options ?? null, menu.channel_types ?? []);
  const [trouble, setTrouble] = useState<string | null>(null);
  const chosen = (menu.options ?? []).filter((option) => option.default).map(({ value }) => value);
  const send = async (values: readonly string[]) => {
    setTrouble(null);
    try {
      await store.does('selects', message.id, menu.custom_id, values);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div class="select">
      <ChoiceMenu
        label={menu.placeholder ?? 'Choose'}
        options={options}
        chosen={chosen}
        least={menu.min_values ?? 1}
        most={menu.max_values ?? 1}
        disabled={menu.disabled ?? false}
        onChoose={(values) => void send(values)}
      />
      {trouble && (
        <p class="failed" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
