package org.osier.membership.rules;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.osier.node.NodeId;

/** What of a table is told in one frame, and where to go on when that was answered. One thread at a time. */
final class Page {
    private final List<Section> sections = new ArrayList<>();

    private Page() {}

    /** As many of these positions as fit. A bucket that is too large is cut; its next page begins where this one ends. */
    static Page of(RecordTable table, Iterable<Position> positions) {
        var page = new Page();
        int room = SyncForm.SECTIONS_BYTES;
        for (var position : positions) {
            var section = section(table, position);
            if (section.bytes() > room) {
                int fit = (room - Section.HEADER_BYTES) / Entry.BYTES;
                // One entry would only repeat where the page before ended.
                if (fit > 1) page.sections.add(cut(section, fit));
                break;
            }
            page.sections.add(section);
            room -= section.bytes();
        }
        return page;
    }

    private static Section section(RecordTable table, Position position) {
        var bucket = table.bucket(position.bucket());
        var from = position.from();
        var range = from == null ? bucket : bucket.tailMap(from, true);
        var entries = range.values().stream().map(held -> held.entry).toList();
        return new Section(position.bucket(), from != null && !entries.isEmpty(), false, entries);
    }

    private static Section cut(Section section, int fit) {
        return new Section(
                section.bucket(), section.begins(), true, section.entries().subList(0, fit));
    }

    /** What the frame says; for one position at least there is a section. */
    List<Section> sections() {
        return sections;
    }

    /** So many sections were answered to their end: takes them from the positions, and puts there what is left of a cut one. */
    void answered(int whole, Deque<Position> positions) {
        for (int i = 0; i < whole && i < sections.size(); i++) {
            var section = sections.get(i);
            positions.remove();
            if (section.ends()) positions.addFirst(new Position(section.bucket(), last(section)));
        }
    }

    private static NodeId last(Section section) {
        return section.entries().get(section.entries().size() - 1).id();
    }
}
