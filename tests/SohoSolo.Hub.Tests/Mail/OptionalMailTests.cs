using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Mail.Mime;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Pages;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>Messages that nobody has to get: written in the morning or after a closure, and stopped by one press.</summary>
public sealed class OptionalMailTests
{
    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public Task Each_keeper_gets_the_day_once_on_open_days_in_the_morning_until_she_wants_it_no_more(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await GiveAddress(hub, "keeper-nogaro");
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        var days = hub.App.Services.GetRequiredService<DaySheets>();

        Assert.Equal(0, await days.Write(At("2026-11-24T06:55+01:00"), Stop));
        Assert.Equal(1, await days.Write(At("2026-11-24T07:00+01:00"), Stop));
        Assert.Equal(0, await days.Write(At("2026-11-24T07:01+01:00"), Stop));
        Assert.Equal(0, await days.Write(At("2026-11-25T12:00+01:00"), Stop));
        Assert.Equal(0, await days.Write(At("2026-11-28T08:00+01:00"), Stop));
        var sheet = Assert.Single(await Told(hub));
        Assert.Equal((MailKinds.DaySheet, "keeper-nogaro"), (sheet.Kind, sheet.Member.Value));
        Assert.Contains("anne", sheet.Text, StringComparison.Ordinal);

        using var stranger = Surfer.Unknown(hub);
        var link = sheet.Text!.Split('\n').Single(line => line.Contains("/mail/stop/", StringComparison.Ordinal));
        var path = new Uri(link).PathAndQuery;
        Assert.Equal("Ne plus recevoir ces messages", (await stranger.Open(path)).Doc.QuerySelector("h1")!.TextContent);
        Assert.Equal(1, await days.Write(At("2026-11-25T07:00+01:00"), Stop));
        Assert.Equal(404, (await stranger.Open(path.Replace("day-sheet", "closure-impact", StringComparison.Ordinal))).Status);
        Assert.Equal(404, (await stranger.Open(path[..^1] + (path[^1] == '0' ? '1' : '0'))).Status);
        Assert.Contains("C’est fait.", Plain.Text(await stranger.Press(await stranger.Open(path), "Ne plus les recevoir")), StringComparison.Ordinal);
        Assert.Equal(0, await days.Write(At("2026-11-26T07:00+01:00"), Stop));
        Assert.Equal("Cancelled", $"{(await Told(hub)).First(letter => letter.Id != sheet.Id).Status}");

        // On her own page she takes it back.
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var page = await keeper.Open("/me/letters");
        Assert.False(page.Doc.QuerySelector("input[value=day-sheet]")!.HasAttribute("checked"));
        await keeper.Press(page, "Enregistrer", ("wanted", "day-sheet"));
        Assert.Equal(1, await days.Write(At("2026-11-26T07:00+01:00"), Stop));
        Assert.Contains("reminder", (await new StoreQueries(hub.Store).MailRefusals([new MemberId("keeper-nogaro")], Stop))[new MemberId("keeper-nogaro")]);
    });

    [Fact]
    public Task One_click_of_a_reader_s_program_is_enough_and_a_look_is_not() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var links = hub.App.Services.GetRequiredService<StopLinks>();
        var path = new Uri(links.Path(new MemberId("anne"), MailKinds.Reminder), UriKind.Relative);
        using var program = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(hub.Api, "/") };
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(path, Stop)).StatusCode);
        Assert.Empty(await Refused(hub, "anne"));

        using var other = new FormUrlEncodedContent([KeyValuePair.Create("x", "y")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await program.PostAsync(path, other, Stop)).StatusCode);
        using var click = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        var answer = await program.PostAsync(path, click, Stop);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));
        Assert.Equal([MailKinds.Reminder], await Refused(hub, "anne"));
        Assert.Equal(HttpStatusCode.NotFound, (await program.PostAsync(new Uri(links.Path(new MemberId("anne"), MailKinds.Reminder).Replace("anne", "bruno", StringComparison.Ordinal), UriKind.Relative), click, Stop)).StatusCode);
        Assert.Null(links.Of(new MemberId("anne"), MailKinds.Cancelled));

        var letter = new Letter
        {
            Id = "1",
            Key = "1",
            Kind = MailKinds.Reminder,
            Member = new MemberId("anne"),
            Language = Language.Fr,
            To = "anne@example.org",
            Subject = "x",
            MessageId = "<1@localhost>",
            MadeAt = hub.Clock.GetUtcNow(),
            DueAt = hub.Clock.GetUtcNow(),
            Stop = links.Of(new MemberId("anne"), MailKinds.Reminder),
        };
        var bytes = Encoding.ASCII.GetString(MimeMessage.Write(letter, "Anne", new Sender("Soho Solo", "noreply@example.org")));
        Assert.Contains($"\r\nList-Unsubscribe:\r\n <{letter.Stop!.AbsoluteUri}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe", Encoding.ASCII.GetString(MimeMessage.Write(letter with { Stop = null }, "Anne", new Sender("Soho Solo", "noreply@example.org"))), StringComparison.Ordinal);
    });

    [Theory, MemberData(nameof(Both))]
    public Task Who_closes_is_told_what_that_took_and_whom_and_each_of_them_what_else_could_be_had(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await GiveAddress(hub, "keeper-nogaro");
        await GiveAddress(hub, "bruno");
        await hub.Store.Mail.Begin(Stop);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-24", part = "morning" })).Must(201);
        (await hub.As("keeper-nogaro").Post("telecentres/nogaro/closures", new { start = "2026-11-24T08:00", end = "2026-11-24T19:00", reason = "travaux" })).Must(201);
        await hub.CatchUp();
        while (await hub.App.Services.GetRequiredService<MailWriter>().Step(Stop) > 0)
        {
        }

        var told = await Told(hub);
        var impact = told.Single(letter => letter.Kind == MailKinds.ClosureImpact);
        Assert.Equal("keeper-nogaro", impact.Member.Value);
        Assert.Contains("bruno, ", impact.Text, StringComparison.Ordinal);
        var his = told.Single(letter => letter.Kind == MailKinds.Cancelled);
        Assert.Equal("bruno", his.Member.Value);
        Assert.Contains("À la place\n  ", his.Text, StringComparison.Ordinal);
        Assert.Contains("/book?site=", his.Text, StringComparison.Ordinal);
    });

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();

    private static async Task<IReadOnlyList<Letter>> Told(RunningHub hub) => await new StoreQueries(hub.Store).Letters(null, 100, 0, Stop);

    private static async Task<IEnumerable<string>> Refused(RunningHub hub, string member) => (await new StoreQueries(hub.Store).MailRefusals([new MemberId(member)], Stop))[new MemberId(member)];

    private static async Task GiveAddress(RunningHub hub, string member) => (await hub.As("chamber").Patch($"members/{member}", new { email = $"{member}@example.org" })).Must(200);
}
