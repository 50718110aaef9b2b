package org.osier.shell.doctor;

import java.util.ArrayList;
import java.util.List;
import org.osier.health.Health;

/** What parts of the node say of themselves. Their code is not ours, and may fail at it. */
final class Wellbeing {
    private static final String SUBJECT = "[a-z0-9.-]{1,16}";

    private Wellbeing() {}

    static List<Finding> look(List<Health> parts) {
        var findings = new ArrayList<Finding>();
        for (var part : parts) findings.addAll(look(part));
        return findings;
    }

    private static List<Finding> look(Health part) {
        var findings = new ArrayList<Finding>();
        try {
            var subject = part.subject();
            if (!subject.matches(SUBJECT)) return List.of(silent(part, "it calls itself '" + subject + "'"));
            part.fine().stream().limit(Health.MAX).forEach(text -> findings.add(Finding.ok(subject, text)));
            part.troubles().stream()
                    .limit(Health.MAX)
                    .map(Coded::of)
                    .forEach(trouble ->
                            findings.add(Finding.fail(subject, trouble.code(), trouble.text(), trouble.next())));
            return findings;
        } catch (RuntimeException | LinkageError e) {
            return List.of(silent(part, e.toString()));
        }
    }

    private static Finding silent(Health part, String why) {
        return Finding.fail(
                "health", 0, part.getClass().getName() + " cannot say how it is: " + why, "tell who wrote it");
    }
}
