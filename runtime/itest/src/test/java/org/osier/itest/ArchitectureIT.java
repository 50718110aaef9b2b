package org.osier.itest;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the classes of our bundles may refer to. The bundles are those that are shipped. */
class ArchitectureIT {
    private static final String RULES = "org.osier..rules..";

    private static JavaClasses ours;

    @BeforeAll
    static void read() throws IOException {
        var jars = new ArrayList<JarFile>();
        try {
            for (var jar : Assembled.ours()) jars.add(new JarFile(jar.toFile()));
            ours = new ClassFileImporter().importJars(jars);
        } finally {
            for (var jar : jars) jar.close();
        }
    }

    /** Who sends a message does not know what carries it. */
    @Test
    void theMeshContractKnowsNoTransport() {
        noClasses()
                .that()
                .resideInAPackage("org.osier.mesh..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osier.transport..")
                .check(ours);
    }

    @Test
    void rulesSeeNoFileNoSocketAndNoLog() {
        noClasses()
                .that()
                .resideInAPackage(RULES)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "org.slf4j..")
                        .and(not(URI.class, URISyntaxException.class)))
                .check(ours);
    }

    @Test
    void rulesSeeNoThreadAndNoLock() {
        noClasses()
                .that()
                .resideInAPackage(RULES)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.concurrent..").and(not(TimeUnit.class)))
                .orShould()
                .dependOnClassesThat(assignableTo(Thread.class))
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .check(ours);
    }

    /** Time comes in as an argument. */
    @Test
    void rulesSeeNoClock() {
        noClasses()
                .that()
                .resideInAPackage(RULES)
                .should()
                .dependOnClassesThat(assignableTo(Clock.class))
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(ours);
    }

    /** Chance comes in as an argument: whoever calls chooses the seed. */
    @Test
    void rulesDrawNoLotsOfTheirOwn() {
        noClasses()
                .that()
                .resideInAPackage(RULES)
                .should()
                .dependOnClassesThat(type(SecureRandom.class))
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(RandomGenerator.class, "getDefault")
                .check(ours);
    }

    private static DescribedPredicate<JavaClass> not(Class<?>... exceptions) {
        return DescribedPredicate.not(DescribedPredicate.or(
                Arrays.stream(exceptions).map(JavaClass.Predicates::type).toList()));
    }
}
