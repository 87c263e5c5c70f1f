using Microsoft.Extensions.Configuration;
using SohoSolo.Hub.Commands;
using Xunit;

namespace SohoSolo.Hub.Tests.Commands;

/// <summary>What a script sees of <c>calendar expand</c>; what files mean is tested with the corpus of Core.</summary>
public sealed class CalendarCommandTests : IDisposable
{
    private const string Begin = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
    private const string Meeting = "BEGIN:VEVENT\r\nUID:m\r\nDTSTART;TZID=Europe/Paris:20261130T090000\r\nDTEND;TZID=Europe/Paris:20261130T100000\r\nSUMMARY:Réunion \"A\"\r\nSTATUS:CONFIRMED\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nEND:VEVENT\r\n";
    private const string Moved = "BEGIN:VEVENT\r\nUID:m\r\nRECURRENCE-ID;TZID=Europe/Paris:20261207T090000\r\nDTSTART:20261208T080000Z\r\nDURATION:PT2H\r\nEND:VEVENT\r\n";
    private const string Holiday = "BEGIN:VEVENT\r\nUID:h\r\nDTSTART;VALUE=DATE:20261130\r\nEND:VEVENT\r\n";
    private const string End = "END:VCALENDAR\r\n";

    private readonly string file = Path.Combine(Path.GetTempPath(), $"sohosolo-calendar-{Guid.NewGuid():N}.ics");

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task Each_occurrence_is_a_line_of_seven_fields_sorted_by_start()
    {
        var (code, said, error) = await Expand(Begin + Moved + Meeting + Holiday + End, "--from", "2026-11-30", "--to", "2027-01-01");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
        [
            """{"uid":"h","start":"2026-11-30","end":"2026-12-01","allDay":true,"summary":null,"status":null,"recurrenceId":null}""",
            """{"uid":"m","start":"2026-11-30T08:00:00Z","end":"2026-11-30T09:00:00Z","allDay":false,"summary":"Réunion \"A\"","status":"CONFIRMED","recurrenceId":null}""",
            """{"uid":"m","start":"2026-12-08T08:00:00Z","end":"2026-12-08T10:00:00Z","allDay":false,"summary":null,"status":null,"recurrenceId":"2026-12-07T08:00:00Z"}""",
        ], said);
    }

    [Fact]
    public async Task The_range_is_half_open_and_its_days_are_those_of_the_zone()
    {
        Assert.Equal(2, (await Expand(Begin + Meeting + Holiday + End, "--from", "2026-11-30", "--to", "2026-12-01")).Out.Length);
        Assert.Single((await Expand(Begin + Meeting + Holiday + End, "--from", "2026-11-30T09:00:00Z", "--to", "2026-12-01")).Out);
        Assert.Single((await Expand(Begin + Meeting + Holiday + End, "--from", "2026-11-29", "--to", "2026-11-30T08:00:00Z")).Out);
        Assert.Equal(2, (await Expand(Begin + Meeting + Holiday + End, "--from", "2026-11-30", "--to", "2026-12-01", "--zone", "America/New_York")).Out.Length);
        Assert.Single((await Expand(Begin + Meeting + Holiday + End, "--from", "2026-11-30", "--to", "2026-11-30T01:00", "--zone", "America/New_York")).Out);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_and_the_rest_is_shown()
    {
        var (code, said, error) = await Expand(Begin + "BEGIN:VEVENT\r\nDTSTART:soon\r\nSUMMARY:Soon\r\nEND:VEVENT\r\n" + Holiday + "BEGIN:VEVENT\r\n", "--from", "2026-11-30", "--to", "2027-01-01");

        Assert.Equal(0, code);
        Assert.Single(said);
        Assert.Contains("Line 4: DTSTART cannot be 'soon'.\nLine 3: the event 'Soon' is left out, for its DTSTART cannot be read.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_calendar_shows_nothing_and_says_so()
    {
        var (code, said, error) = await Expand("<html></html>", "--from", "2026-11-30", "--to", "2027-01-01");

        Assert.Equal(0, code);
        Assert.Empty(said);
        Assert.Contains("This is no calendar", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_use_is_said_in_one_line()
    {
        await File.WriteAllTextAsync(file, Begin + End, TestContext.Current.CancellationToken);
        Assert.Equal((2, "Usage: sohosolo calendar expand FILE.ics --from 2026-11-30 --to 2026-12-31 [--zone Europe/Paris]\n"), await Run());
        Assert.Equal((2, "--from and --to must be given.\n"), await Run(file));
        Assert.Equal((2, "--from is a day such as 2026-11-30 or a time such as 2026-11-30T08:00:00Z, not 'monday'.\n"), await Run(file, "--from", "monday", "--to", "2026-12-01"));
        Assert.Equal((2, "--to comes after --from; it is the first moment that is not shown.\n"), await Run(file, "--from", "2026-12-01", "--to", "2026-12-01"));
        Assert.Equal((2, "--zone is the name of a zone such as Europe/Paris, not 'Gers'.\n"), await Run(file, "--from", "2026-12-01", "--to", "2026-12-02", "--zone", "Gers"));
        Assert.Equal((2, $"There is no file {file}2.\n"), await Run($"{file}2", "--from", "2026-12-01", "--to", "2026-12-02"));

        async Task<(int Code, string Error)> Run(params string[] arguments)
        {
            var (code, _, error) = await Called(arguments);
            return (code, error);
        }
    }

    private async Task<(int Code, string[] Out, string Error)> Expand(string calendar, params string[] arguments)
    {
        await File.WriteAllTextAsync(file, calendar, TestContext.Current.CancellationToken);
        return await Called([file, .. arguments]);
    }

    private static async Task<(int Code, string[] Out, string Error)> Called(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandTable.Run(["calendar", "expand", .. arguments], new ConfigurationBuilder().Build(), output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), error.ToString());
    }
}
