using System.Text.RegularExpressions;

namespace SohoSolo.EndToEnd.Crashes;

/// <summary>Who booked is told of it, whenever the hub dies; and once.</summary>
public sealed partial class MailTests(ITestOutputHelper output)
{
    private const int BookingsBetweenKills = 10;

    private static readonly int Kills = Repository.IsFull ? 12 : 2;
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(90);
    private static readonly DateTimeOffset Tuesday = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TestNetwork.Sqlite)]
    [InlineData(TestNetwork.Postgres)]
    public async Task A_killed_hub_writes_each_message_once(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-mail-");
        try
        {
            await using var network = await TestNetwork.Start(engine, $"files:{folder.FullName}");
            var booked = await BookAndKill(network, () => Told(folder).Count);
            await Patience.Until(() => Task.FromResult(Told(folder).Count >= booked.Count), Patient, () => $"{Told(folder).Count} of {booked.Count} were told:\n{network.Hub.Output}", Stop);
            await network.Hub.Stop();

            Assert.Equal(booked.Order(), Told(folder).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A server that has taken a message and a hub that dies before it could write that down: only then does a message come again, under the identifier by which mail programs know it.</summary>
    [Theory]
    [InlineData(TestNetwork.Sqlite)]
    [InlineData(TestNetwork.Postgres)]
    public async Task A_killed_hub_leaves_no_message_unsent_at_a_mail_server(string engine)
    {
        using var server = new SmtpServer();
        await using var network = await TestNetwork.Start(engine, $"smtp://127.0.0.1:{server.Port}");
        var booked = await BookAndKill(network, () => Ids(server).Count());
        await Patience.Until(() => Task.FromResult(Ids(server).Distinct().Count() >= booked.Count), Patient, () => $"{Ids(server).Distinct().Count()} of {booked.Count} were sent:\n{network.Hub.Output}", Stop);
        await network.Hub.Stop();

        var (sent, different) = (Ids(server).Count(), Ids(server).Distinct().Count());
        output.WriteLine($"{booked.Count} bookings, {Kills} kills: {different} messages, {sent - different} of them twice");
        Assert.Equal(booked.Count, different);
        Assert.InRange(sent - different, 0, Kills);
    }

    /// <summary>Killed in turn right after the answers, before anything could be written, and when the first message of the round has gone out.</summary>
    private static async Task<IReadOnlyList<string>> BookAndKill(TestNetwork network, Func<int> told)
    {
        var booked = new List<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = told();
            var start = Tuesday.AddHours(kill);
            var answers = await Task.WhenAll(Enumerable.Range(0, BookingsBetweenKills).Select(member => network.Book(member, TestNetwork.Desk("auch", member), start, start.AddHours(1))));
            booked.AddRange(answers.Select(answer => answer.Id));
            if (kill % 2 == 1)
                await Patience.Until(() => Task.FromResult(told() > before), Patient, () => $"Nothing was sent:\n{network.Hub.Output}", Stop);

            network.Hub.Kill9();
            await network.Hub.Start(Stop);
        }

        return booked;
    }

    private static List<string> Told(DirectoryInfo folder) =>
        [.. folder.GetFiles("*.eml").Select(file => Link().Match(File.ReadAllText(Path.ChangeExtension(file.FullName, ".html")))).Where(found => found.Success).Select(found => found.Groups[1].Value)];

    /// <summary>Of bookings, which come with an entry for the reader's calendar; the month's report and others do not.</summary>
    private static IEnumerable<string> Ids(SmtpServer server) => server.Taken.Where(message => message.Contains("text/calendar", StringComparison.Ordinal)).Select(message => Identifier().Match(message).Groups[1].Value);

    [GeneratedRegex("/bookings/([0-9a-z]+)")]
    private static partial Regex Link();

    [GeneratedRegex("(?im)^Message-ID:\\s*(<[^>]+>)")]
    private static partial Regex Identifier();
}
