using System.Text;
using System.Text.Json;

namespace SohoSolo.Testing.Calendars;

/// <summary>A calendar file as somebody else's program reads it.</summary>
public sealed record ReadCalendar(string? Method, string? Name, IReadOnlyList<string> Zones, IReadOnlyList<ReadEvent> Events);

/// <summary>One of its events; times are instants by the file's own description of its zone.</summary>
public sealed record ReadEvent(
    string Uid, int Sequence, DateTimeOffset Start, DateTimeOffset End, string Status, string? Summary, string? Description, string? Location, DateTimeOffset Modified, ReadPerson? Organizer, ReadPerson? Attendee);

public sealed record ReadPerson(string Address, string? Cn, string? Partstat, string? Rsvp, string? Role);

/// <summary>An independent reader of calendar files: Debian's python3-icalendar, in a process of its own.</summary>
public static class IndependentReader
{
    private const string Python = "/usr/bin/python3";
    private static readonly string Script = Path.Combine(Repository.Root, "tests", "SohoSolo.Testing", "Calendars", "read_calendar.py");
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<Task<bool>> IsThere = new(Look);

    /// <summary>Without the package the test is skipped at a desk and fails in CI.</summary>
    public static async Task<ReadCalendar> Read(string file, CancellationToken stop)
    {
        if (!await IsThere.Value)
            throw new MissingPartException("python3-icalendar is not installed, and this test needs it; tests/run.sh installs it when it may.");

        var said = await Shell.Feed(Python, [Script], Encoding.UTF8.GetBytes(file), stop);
        return said.ExitCode == 0 ? JsonSerializer.Deserialize<ReadCalendar>(said.Output, Names)! : throw new InvalidDataException($"It was not read: {said}\n{file}");
    }

    private static async Task<bool> Look() => File.Exists(Python) && (await Shell.Run(Python, ["-c", "import icalendar, pytz"])).ExitCode == 0;
}
