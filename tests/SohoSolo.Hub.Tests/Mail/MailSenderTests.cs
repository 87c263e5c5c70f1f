using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>What becomes of messages that a server takes, refuses or does not take yet, and who is told when it goes on.</summary>
public sealed class MailSenderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task What_is_refused_is_given_up_the_keeper_is_told_and_it_can_be_sent_again(string engine) => RunningHub.Walk(engine, async hub =>
    {
        using var server = new SmtpServer { Answers = word => word == "RCPT" ? "550 5.1.1 no such user" : null };
        var sender = Posting.To(hub, server);
        (await hub.As("chamber").Patch("members/anne", new { email = "anne@example.org" })).Must(200);
        var letter = Letters.For("anne", hub.Clock.GetUtcNow());
        await Letters.Put(hub, letter);

        Assert.True(await sender.Step(Stop));
        Assert.False(await sender.Step(Stop));

        var dead = await Now(hub, letter);
        Assert.Equal((MailStatus.Dead, 1), (dead.Status, dead.Attempts));
        Assert.Contains("no such user", dead.LastError, StringComparison.Ordinal);
        Assert.Equal(["anne"], await Alarms(hub));

        server.Answers = _ => null;
        (await hub.As("chamber").Post($"mail/{letter.Id}/resend")).Must(202);
        Assert.True(await sender.Step(Stop));

        Assert.Equal(MailStatus.Sent, (await Now(hub, letter)).Status);
        Assert.Contains($"Message-ID: {letter.MessageId}", Assert.Single(server.Taken), StringComparison.Ordinal);
        Assert.Empty(await Alarms(hub));
    });

    [Theory, MemberData(nameof(Both))]
    public Task What_is_not_taken_yet_waits_and_is_tried_again(string engine) => RunningHub.Walk(engine, async hub =>
    {
        using var server = new SmtpServer { Answers = word => word == "RCPT" ? "450 greylisted" : null };
        var sender = Posting.To(hub, server);
        var (letter, other) = (Letters.For("anne", hub.Clock.GetUtcNow()), Letters.For("bruno", hub.Clock.GetUtcNow()));
        await Letters.Put(hub, letter);
        await Letters.Put(hub, other);
        Assert.True(await sender.Step(Stop) && await sender.Step(Stop));
        Assert.False(await sender.Step(Stop));
        server.Answers = _ => null;
        hub.Clock.Advance(TimeSpan.FromSeconds(73));
        Assert.True(await sender.Step(Stop) && await sender.Step(Stop));

        Assert.Equal((MailStatus.Sent, 2), ((await Now(hub, letter)).Status, (await Now(hub, letter)).Attempts));
        Assert.Equal(2, server.Taken.Count);
    });

    [Theory, MemberData(nameof(Both))]
    public Task What_nobody_takes_for_ten_minutes_is_an_alarm_and_after_three_days_it_is_given_up(string engine) => RunningHub.Walk(engine, async hub =>
    {
        using var server = new SmtpServer { Answers = word => word == "RCPT" ? "451 later" : null };
        var sender = Posting.To(hub, server);
        var letter = Letters.For("anne", hub.Clock.GetUtcNow());
        await Letters.Put(hub, letter);
        hub.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal([MailWatch.Everybody], await Alarms(hub));

        var ends = hub.Clock.GetUtcNow() + MailSchedule.GivesUpAfter + TimeSpan.FromHours(8);
        while (hub.Clock.GetUtcNow() < ends)
        {
            await sender.Step(Stop);
            hub.Clock.Advance(TimeSpan.FromHours(1));
        }

        var given = await Now(hub, letter);
        Assert.Equal(MailStatus.Dead, given.Status);
        Assert.InRange(given.Attempts, 10, 30);
    });

    /// <summary>A wrong password is the keeper's to mend: no message is given up for it.</summary>
    [Theory, MemberData(nameof(Both))]
    public Task A_wrong_password_is_told_and_costs_no_message(string engine) => RunningHub.Walk(engine, async hub =>
    {
        using var server = new SmtpServer { SignsIn = "PLAIN LOGIN" };
        var letter = Letters.For("anne", hub.Clock.GetUtcNow());
        await Letters.Put(hub, letter);
        await StepWhileTimePasses(hub, Posting.To(hub, server, "wrong"));

        var waiting = await Now(hub, letter);
        Assert.Equal(MailStatus.Queued, waiting.Status);
        Assert.Contains("535", waiting.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", waiting.LastError, StringComparison.Ordinal);
        hub.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal([MailWatch.Everybody], await Alarms(hub));

        await StepWhileTimePasses(hub, Posting.To(hub, server, server.Known.Password));

        Assert.Equal(MailStatus.Sent, (await Now(hub, letter)).Status);
        Assert.Empty(await Alarms(hub));
    });

    /// <summary>A writer that is stuck leaves an empty queue, in which nothing is late.</summary>
    [Theory, MemberData(nameof(Both))]
    public Task What_nobody_writes_for_ten_minutes_is_an_alarm_too(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await hub.Store.Mail.Begin(Stop);
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        Assert.Empty(await Alarms(hub));

        hub.Clock.Advance(TimeSpan.FromMinutes(11));
        await Patience.Until(async () => (await Alarms(hub)).SequenceEqual([MailWatch.Everybody]), TimeSpan.FromSeconds(30), () => "Nobody was told.", Stop);
        Assert.True(hub.App.Services.GetRequiredService<MailWatch>().Oldest > TimeSpan.FromMinutes(10));

        var writer = hub.App.Services.GetRequiredService<MailWriter>();
        await Patience.Until(async () => await writer.Step(Stop) == 0 && (await Alarms(hub)).Count == 0, TimeSpan.FromSeconds(30), () => "It was not cleared.", Stop);
    });

    [Theory, MemberData(nameof(Both))]
    public Task What_tells_nothing_any_more_is_not_sent(string engine) => RunningHub.Walk(engine, async hub =>
    {
        using var server = new SmtpServer();
        var letter = Letters.For("anne", hub.Clock.GetUtcNow()) with { ExpiresAt = hub.Clock.GetUtcNow().AddMinutes(5) };
        await Letters.Put(hub, letter);
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        await Posting.To(hub, server).Step(Stop);

        Assert.Equal(MailStatus.Cancelled, (await Now(hub, letter)).Status);
        Assert.Equal(0, server.Connections);
    });

    /// <summary>Between two tries at a server the clock has to go on.</summary>
    private static async Task StepWhileTimePasses(RunningHub hub, MailSender sender)
    {
        var step = sender.Step(Stop);
        await Patience.Until(
            () =>
            {
                hub.Clock.Advance(TimeSpan.FromMilliseconds(300));
                return Task.FromResult(step.IsCompleted);
            },
            TimeSpan.FromSeconds(30),
            () => "It was still trying.",
            Stop);
        Assert.True(await step);
    }

    private static async Task<Letter> Now(RunningHub hub, Letter letter) => (await hub.App.Services.GetRequiredService<StoreQueries>().Letter(letter.Id, Stop))!;

    private static async Task<IReadOnlyList<string>> Alarms(RunningHub hub)
    {
        await hub.App.Services.GetRequiredService<MailWatch>().Look(Stop);
        return [.. (await hub.App.Services.GetRequiredService<StoreQueries>().Alarms(new SiteId("nogaro"), openOnly: true, 100, Stop)).Where(alarm => alarm.Kind == MailWatch.Alarm).Select(alarm => alarm.About)];
    }
}
