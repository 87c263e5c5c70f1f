using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;

namespace SohoSolo.Storage.Tests.Doors;

/// <summary>What there is at a site's door, and how its gateway is heard; tests say only what they do otherwise.</summary>
internal static class Site
{
    public const string Gateway = "gw-nogaro";
    public const string Epoch = "c3";

    public static readonly Door Door = new() { Site = Some.Nogaro, Id = "main", Name = "Entrée", HasContact = true };

    public static readonly Device Reader = new()
    {
        Id = "nogaro-reader-main",
        Site = Some.Nogaro,
        Driver = "sohosolo",
        Role = "door-controller",
        Door = "main",
        PasswordHash = "hash",
        MadeAt = Some.Now,
    };

    public static Credential Badge(string lookup, MemberId? member = null) => new()
    {
        Id = Some.Id("credential"),
        Member = member ?? Some.Anne,
        Kind = CredentialKind.MifareUid,
        Lookup = lookup,
        Sealed = $"sealed {lookup}",
        MadeAt = Some.Now,
    };

    public static Enrolment Waits(string reader = "nogaro-reader-main", MemberId? member = null) => new()
    {
        Id = Some.Id("enrolment"),
        Member = member ?? Some.Anne,
        Site = Some.Nogaro,
        Reader = reader,
        MadeAt = Some.Now,
        ExpiresAt = Some.Now.AddMinutes(1),
    };

    public static Alarm Alarm(string kind, string about = "main") => new() { Id = Some.Id("alarm"), Site = Some.Nogaro, Kind = kind, About = about, RaisedAt = Some.Now };

    /// <summary>A badge that opened the door.</summary>
    public static SiteEvent Tag(long seq, string epoch = Epoch) => new()
    {
        Id = new EventId(Gateway, epoch, seq),
        Site = Some.Nogaro,
        At = Some.Now.AddSeconds(seq),
        ReceivedAt = Some.Now.AddSeconds(seq).AddMilliseconds(40),
        Kind = "tag",
        Device = Reader.Id,
        Door = "main",
        Reader = "in",
        Decision = "granted",
        Reason = "booking",
        Credential = "credential-x",
        Member = Some.Anne,
    };

    public static SiteEvent Contact(long seq, string epoch = Epoch) => new()
    {
        Id = new EventId(Gateway, epoch, seq),
        Site = Some.Nogaro,
        At = Some.Now.AddSeconds(seq),
        ReceivedAt = Some.Now.AddSeconds(seq),
        Kind = "door",
        Device = Reader.Id,
        Door = "main",
        Value = "open",
    };

    public static GatewayCursor Cursor(long upto, string epoch = Epoch) => new(Gateway, epoch, Some.Nogaro, upto, Some.Now, Some.Now);

    /// <summary>As the hub does: lock, look where the cursor stands, apply what follows it and nothing else. True when this caller applied it.</summary>
    public static async Task<bool> Ingest(this Store store, IReadOnlyList<SiteEvent> batch)
    {
        var executed = await store.Execute<bool>(
            Some.Command(),
            async work =>
            {
                var facts = await work.Lock(new Scope { Presence = Some.Nogaro, Gateway = Gateway });
                var cursor = facts.Cursors.FirstOrDefault(cursor => cursor.Epoch == batch[0].Id.Epoch);
                if (batch[0].Id.Seq != (cursor?.Upto ?? 0) + 1)
                    return (false, null);

                work.Put(batch, cursor, Cursor(batch[^1].Id.Seq, batch[0].Id.Epoch));
                return (true, new Answer(200, null, null));
            },
            TestContext.Current.CancellationToken);
        return executed is Executed<bool>.Fresh { Value: true };
    }

    /// <summary>Puts without looking.</summary>
    public static Task Do(this Store store, Action<Work> put) => store.Execute<bool>(
        Some.Command(),
        work =>
        {
            put(work);
            return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(200, null, null)));
        },
        TestContext.Current.CancellationToken);

    public static async Task AssertVerified(Store store)
    {
        var findings = await new StoreMaintenance(store).Verify(TestContext.Current.CancellationToken);
        Assert.All(findings, finding => Assert.True(finding.Ok, $"{finding.Check}: {finding.Says}"));
    }
}
