// The merchant's own statuses on the three axes: dragged into order, and drawn as a graph of what may follow what.

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { ActionIcon, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconGripVertical, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Schemas, take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/statuses';
import { api, queryClient, tell } from '../frame/client';
import { statusesQuery } from '../orders/filters';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { StatusGraph } from './status_graph';

type Status = Schemas['Status'];

const axes = ['order', 'payment', 'delivery'] as const;

export function StatusesPage() {
  const query = useQuery(statusesQuery);
  const may = useMay();
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  const ofAxis = (axis: string) =>
    query.data.items.filter((status) => status.axis === axis).sort((a, b) => a.position - b.position);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{pageTexts.sections.statuses}</Title>
        {may('settings.edit') && (
          <Button component={Link} to="/settings/statuses/new" leftSection={<IconPlus size={14} />}>
            {texts.newStatus}
          </Button>
        )}
      </Group>
      {axes.map((axis) => (
        <Axis key={axis} axis={axis} statuses={ofAxis(axis)} />
      ))}
    </Stack>
  );
}

function Axis({ axis, statuses }: { axis: Status['axis']; statuses: Status[] }) {
  const mine = useMay()('settings.edit');
  const sensors = useSensors(
    useSensor(PointerSensor),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const reorder = useMutation({
    mutationFn: async (ordered: Status[]) => {
      for (const [i, status] of ordered.entries())
        if (status.position !== i + 1)
          await take(
            api.PATCH('/api/v1/statuses/{id}', { params: { path: { id: status.id } }, body: { position: i + 1 } }),
          );
    },
    onMutate: (ordered) =>
      queryClient.setQueryData(
        ['statuses'],
        (before?: { items: Status[] }) =>
          before && {
            ...before,
            items: before.items.map((status) => {
              const at = ordered.findIndex((each) => each.id === status.id);
              return at < 0 ? status : { ...status, position: at + 1 };
            }),
          },
      ),
    onSuccess: () => tell(commonTexts.saved),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['statuses'] }),
  });
  const drop = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    const from = statuses.findIndex((each) => each.id === active.id),
      to = statuses.findIndex((each) => each.id === over.id);
    reorder.mutate(arrayMove(statuses, from, to));
  };
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.axes[axis]}
      </Title>
      <div className="beside even">
        <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
          <SortableContext items={statuses.map((each) => each.id)} strategy={verticalListSortingStrategy}>
            <ul className="plain">
              {statuses.map((status) => (
                <Row key={status.id} status={status} movable={mine} />
              ))}
            </ul>
          </SortableContext>
        </DndContext>
        <StatusGraph statuses={statuses} />
      </div>
    </Card>
  );
}

function Row({ status, movable }: { status: Status; movable: boolean }) {
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({
    id: status.id,
    disabled: !movable,
  });
  return (
    <li
      ref={setNodeRef}
      className="sortable"
      style={{ transform: transform ? `translateY(${transform.y}px)` : undefined, transition }}
    >
      {movable && (
        <ActionIcon size={28} color="gray" {...attributes} {...listeners} aria-label={`${texts.drag}: ${status.name}`}>
          <IconGripVertical size={15} />
        </ActionIcon>
      )}
      <Link to="/settings/statuses/$id" params={{ id: status.id }} className="chip link" data-colour={status.colour}>
        {status.name}
      </Link>
      <Text size="xs" c="dimmed">
        {[
          texts.stages[status.stage] ?? status.stage,
          ...(status.entry ? [texts.entry] : []),
          ...(status.messages.length ? [texts.messagesCount(status.messages.length)] : []),
          ...status.actions.map((action) => texts.statusActions[action]),
          ...(status.alert_hours ? [texts.alertAfter(status.alert_hours)] : []),
        ].join(' · ')}
      </Text>
    </li>
  );
}
