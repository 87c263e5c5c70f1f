using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>Messages that nobody wrote, in the states that a test needs.</summary>
internal static class Letters
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Letter For(string member, DateTimeOffset now, string? id = null) => new()
    {
        Id = id ?? Guid.CreateVersion7().ToString("N"),
        Key = id ?? Guid.CreateVersion7().ToString("N"),
        Kind = "confirmed",
        Member = new MemberId(member),
        Site = new SiteId("nogaro"),
        Language = Language.Fr,
        To = $"{member}@example.org",
        Subject = "Réservation confirmée\u00A0: mardi 24 novembre, matin",
        Text = "Bonjour,\n\nVotre réservation est confirmée.\n.\nFrom here\n",
        Html = "<p>Bonjour</p>",
        MessageId = $"<{id ?? "x"}@example.org>",
        MadeAt = now,
        DueAt = now,
    };

    /// <summary>One that was given up.</summary>
    public static async Task<string> PutDead(RunningHub hub, string member)
    {
        var (letter, now) = (For(member, hub.Clock.GetUtcNow()), hub.Clock.GetUtcNow());
        await Put(hub, letter);
        while (await hub.Store.Mail.Claim("test", now, now.AddMinutes(1), Stop) is { } claimed)
            Assert.True(await hub.Store.Mail.Settle(claimed with { Status = MailStatus.Dead, LastError = "550" }, "test", Stop));

        return letter.Id;
    }

    public static async Task Put(RunningHub hub, Letter letter)
    {
        await hub.Store.Mail.Begin(Stop);
        var place = (await hub.Store.Mail.Place(Stop))!.Value;
        Assert.True(await hub.Store.Mail.Write(place, place, [letter], [], Stop));
    }
}
