package org.osier.launcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code osier run} was asked for, checked as far as that is possible without looking at the world.
 *
 * @param home absolute
 * @param name what the node calls itself; none: what its configuration says
 * @param listen where to listen; empty: what its configuration says
 * @param seeds where to look for peers; empty: what its configuration says
 * @param clusterFile absolute; none: what its configuration says
 * @param ticket by which the node joins a cluster at its first start
 * @param headless whether there is nobody to type commands
 */
record Options(
        Path home,
        Optional<String> name,
        List<String> listen,
        List<String> seeds,
        Optional<Path> clusterFile,
        Optional<String> ticket,
        boolean headless) {

    /** Reads the arguments after {@code run}. Relative files are taken below {@code workingDirectory}. */
    static Options parse(List<String> arguments, Path workingDirectory) throws WrongUseException {
        var reading = new Reading(arguments, workingDirectory);
        while (reading.next < arguments.size()) reading.option();
        return reading.options();
    }

    /** The options while they are read. */
    private static final class Reading {
        private static final String TICKET = "osier1-";

        private final List<String> arguments;
        private final Path workingDirectory;
        private final List<String> seen = new ArrayList<>();
        private int next;

        private Optional<Path> home = Optional.empty();
        private Optional<String> name = Optional.empty();
        private List<String> listen = List.of();
        private List<String> seeds = List.of();
        private Optional<Path> clusterFile = Optional.empty();
        private Optional<String> ticket = Optional.empty();
        private boolean headless;

        Reading(List<String> arguments, Path workingDirectory) {
            this.arguments = arguments;
            this.workingDirectory = workingDirectory;
        }

        /** Takes one option and its value, written {@code --name alpha} or {@code --name=alpha}. */
        void option() throws WrongUseException {
            var argument = arguments.get(next++);
            var equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            var option = equals < 0 ? argument : argument.substring(0, equals);
            if (seen.contains(option)) throw new WrongUseException(option + " is given twice");
            seen.add(option);
            switch (option) {
                case "--home" -> home = Optional.of(path(option, value(argument, equals)));
                case "--name" -> name = Optional.of(Names.check(value(argument, equals)));
                case "--listen" -> listen = addresses(option, value(argument, equals), 0);
                case "--seed" -> seeds = addresses(option, value(argument, equals), 1);
                case "--cluster" -> clusterFile = Optional.of(path(option, value(argument, equals)));
                case "--join" -> ticket = Optional.of(ticket(value(argument, equals)));
                case "--headless" -> {
                    if (equals >= 0) throw new WrongUseException("--headless takes no value");
                    headless = true;
                }
                default -> throw new WrongUseException("run has no option " + option);
            }
        }

        Options options() throws WrongUseException {
            if (home.isEmpty()) throw new WrongUseException("--home DIR is missing");
            if (ticket.isPresent() && clusterFile.isPresent()) {
                throw new WrongUseException("--join and --cluster: a node begins in one cluster");
            }
            return new Options(home.get(), name, listen, seeds, clusterFile, ticket, headless);
        }

        private String value(String argument, int equals) throws WrongUseException {
            if (equals >= 0) return argument.substring(equals + 1);
            if (next == arguments.size()) throw new WrongUseException(argument + " needs a value");
            var value = arguments.get(next++);
            if (value.startsWith("--")) throw new WrongUseException(argument + " needs a value, not " + value);
            return value;
        }

        /** Looked at more closely where it is used: here only what is no ticket at all is told from one. */
        private static String ticket(String value) throws WrongUseException {
            if (value.startsWith(TICKET)) return value;
            throw new WrongUseException("--join needs a ticket, " + TICKET + "..., as osier:invite prints it");
        }

        private Path path(String option, String value) throws WrongUseException {
            if (value.isEmpty()) throw new WrongUseException(option + " needs a path");
            // A comma parts the folders that File Install is told to watch.
            if (value.indexOf(',') >= 0) throw new WrongUseException(option + " " + value + ": a comma cannot be used");
            try {
                return workingDirectory.resolve(value).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                throw new WrongUseException(option + " " + value + ": " + e.getReason());
            }
        }

        private static List<String> addresses(String option, String value, int lowestPort) throws WrongUseException {
            var addresses = new ArrayList<String>();
            for (var address : Arrays.asList(value.split(",", -1))) {
                addresses.add(Addresses.check(option, address.strip(), lowestPort));
            }
            return List.copyOf(addresses);
        }
    }
}
