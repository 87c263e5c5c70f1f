using System.Globalization;
using System.Text;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Members;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Reports;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>Messages to those who look after places, in both languages, as they are written down in <c>tests/contract/letters</c>.</summary>
public sealed class StaffLetterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 5, 0, TimeSpan.Zero);

    private static readonly Closure Works = new("c1", new SiteId("nogaro"), null, Range(13, 18), "travaux");

    private static readonly Telecentre Nogaro = Hubs.SmallNetwork.At(Now).Sites.Single(site => site.Id == new SiteId("nogaro")) with { Closures = [Works] };

    private static readonly IReadOnlyDictionary<MemberId, string> Names = new Dictionary<MemberId, string> { [new MemberId("anne")] = "Anne", [new MemberId("bruno")] = "Bruno" };

    private static readonly Booking[] Bookings =
    [
        Booking("anne", "nogaro-desk-1", Range(7, 11)) with { Guests = [new Guest("Léa", null)] }, Booking("bruno", "nogaro-desk-2", Range(13, 16)),
    ];

    private static readonly (string Name, Func<Language, StaffText> Says)[] Cases =
    [
        ("day-sheet", language => DaySheets.Sheet(Nogaro, Bookings, Names, [Alarm("fault"), Alarm("device-offline")], language, Now)),
        ("day-sheet-empty", language => DaySheets.Sheet(Nogaro with { Closures = [] }, [], Names, [], language, Now)),
        ("closure-impact", language => ClosureLetters.Impact(Nogaro, Works, [Bookings[1]], Names, language, Now)),
        ("monthly-report", language => MonthlyReports.Report(new DateOnly(2026, 10, 1), new ReportRow(new RangeCell(new UsageCellKey(UsageTable.Total), [120, 101, 7, 3, 12, 24_300], 31, false, []), 400, 0), language)),
        ("monthly-report-hidden", language => MonthlyReports.Report(new DateOnly(2026, 10, 1), new ReportRow(new RangeCell(new UsageCellKey(UsageTable.Total), null, null, false, [new DateOnly(2026, 10, 1)]), 400, 0), language)),
    ];

    public static TheoryData<string> All => [.. Cases.Select(one => one.Name)];

    [Theory, MemberData(nameof(All))]
    public async Task It_reads_as_it_is_written_down(string name)
    {
        var read = new StringBuilder();
        foreach (var language in Enum.GetValues<Language>())
        {
            var says = Array.Find(Cases, one => one.Name == name).Says(language);
            read.Append(CultureInfo.InvariantCulture, $"{says.Subject}\n\n{string.Join('\n', says.Says)}\n");
            foreach (var (label, values) in says.Rows)
                read.Append(CultureInfo.InvariantCulture, $"{label}\n  {string.Join("\n  ", values)}\n");

            read.Append(CultureInfo.InvariantCulture, $"{says.Does}: {says.Path}\n\n");
        }

        var file = Path.Combine(Repository.Root, "tests", "contract", "letters", $"staff-{name}.txt");
        if (Environment.GetEnvironmentVariable("SOHOSOLO_TEST_WRITE") == "1") await File.WriteAllTextAsync(file, read.ToString(), TestContext.Current.CancellationToken);

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), read.ToString());
    }

    private static TimeRange Range(int from, int to) => new(new DateTimeOffset(2026, 11, 24, from, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, to, 0, 0, TimeSpan.Zero));

    private static Booking Booking(string member, string space, TimeRange during) => new()
    {
        Id = new BookingId($"b-{member}"),
        Site = new SiteId("nogaro"),
        Space = new SpaceId(space),
        Kind = SpaceKind.Desk,
        Member = new MemberId(member),
        During = during,
        Status = BookingStatus.Confirmed,
        RulesVersion = 1,
        Rate = 1,
        MadeAt = Now,
        Version = 1,
    };

    private static Alarm Alarm(string kind) => new() { Id = kind, Version = 1, Site = new SiteId("nogaro"), Kind = kind, About = "x", RaisedAt = Now.AddHours(-20) };
}
