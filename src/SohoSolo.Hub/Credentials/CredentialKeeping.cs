using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Credentials;

/// <summary>
/// The use case of what members present at doors: badges wait at a reader or are typed in, PINs are made here, and each is revoked at once. All of one member's are changed under her lock.
/// </summary>
internal sealed class CredentialKeeping(Decisions decisions, StoreQueries queries, KeyBox keys, TimeProvider clock)
{
    public const int MostBadges = 5;

    /// <summary>How long a reader waits for a badge.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Digits that somebody had, nobody else gets for so long.</summary>
    private static readonly TimeSpan PinsRest = TimeSpan.FromDays(30);

    private const int MostPinTries = 20;

    /// <summary>Each new PIN costs its digits a month and every site a list: who needs more in a day asks for something else.</summary>
    private const int MostPinsADay = 10;

    /// <summary>Those that nobody answered are tidied away by whoever asks next.</summary>
    private const int MostTidied = 50;

    private static readonly Problem ReaderBusy =
        new(StatusCodes.Status409Conflict, "reader-busy", "This reader waits for another badge; try again in a minute.") { Field = "reader", RetryAfterSeconds = 60 };

    private static readonly Problem InUse = new(StatusCodes.Status409Conflict, "credential-in-use", "This badge is somebody's already.") { Field = "value" };

    private static readonly Problem TooMany =
        new(StatusCodes.Status422UnprocessableEntity, "too-many-credentials", $"A member has at most {MostBadges} badges: revoke one first.");

    private static readonly Problem TooManyPins =
        new(StatusCodes.Status422UnprocessableEntity, "too-many-credentials", $"A member gets at most {MostPinsADay} PINs in a day: keep the last one.");

    private static readonly Problem Unknown = Problems.NotFound("There is no such credential.");

    /// <summary>The reader waits for her badge; what is presented there next becomes hers when its gateway tells of it.</summary>
    public Task<Executed<Answer>> Enrol(MemberId member, Device reader, Command command, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var enrolment = new Enrolment { Id = Ids.Next(), Member = member, Site = reader.Site, Reader = reader.Id, MadeAt = now, ExpiresAt = now + Patience };
        return decisions.Run(command, (_, work) => Enrol(work, enrolment), taken: null, stop);
    }

    /// <summary>
    /// A new PIN in place of the old one. The stored answer must not hold the digits (<c>rulings</c> 14): who repeats the key gets everything but them.
    /// </summary>
    public async Task<(Executed<Answer> Executed, Credential? Made, string? Digits)> MakePin(MemberId member, string? label, Command command, CancellationToken stop)
    {
        var since = clock.GetUtcNow() - TimeSpan.FromDays(1);
        if ((await queries.Credentials(member, stop)).Count(made => made.Kind == CredentialKind.Pin && made.MadeAt > since) >= MostPinsADay)
            return (await decisions.Run(command, (_, _) => ValueTask.FromResult<Decided>(new Decided.Refused(TooManyPins)), taken: null, stop), null, null);

        for (var tries = 1; ; tries++)
        {
            var (credential, digits) = await FreshPin(member, label, stop);
            try
            {
                return (await decisions.Run(command, (_, work) => Replace(work, credential), taken: null, stop), credential, digits);
            }
            catch (TakenException) when (tries < MostPinTries)
            {
                // Another member was given the same digits in the same moment.
            }
        }
    }

    /// <summary>A badge whose number somebody typed.</summary>
    public Task<Executed<Answer>> Type(MemberId member, PresentedCredential badge, string? label, Command command, CancellationToken stop)
    {
        var (lookup, kept) = keys.Kept(badge);
        var credential = new Credential { Id = Ids.Next(), Member = member, Kind = badge.Kind, Lookup = lookup, Sealed = kept, Label = label, MadeAt = clock.GetUtcNow() };
        return decisions.Run(command, (_, work) => Type(work, credential), InUse, stop);
    }

    /// <summary>Opens nothing any more; again changes nothing. A reader that still waits, waits no longer.</summary>
    public Task<Executed<Answer>> Revoke(MemberId member, string id, string why, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var enrolment = (await queries.Enrolments(member, stop)).FirstOrDefault(known => known.Id == id);
            return work => Revoke(work, member, id, enrolment, why);
        },
        (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
        stop);

    /// <summary>Every badge of hers at once; her PIN stays, which nobody finds in the street.</summary>
    public Task<Executed<Answer>> LoseBadges(MemberId member, Command command, CancellationToken stop) =>
        decisions.Run(command, (_, work) => LoseBadges(work, member), taken: null, stop);

    private static async ValueTask<Decided> Enrol(Work work, Enrolment enrolment)
    {
        var facts = await work.Lock(new Scope { Presence = enrolment.Site, Members = [enrolment.Member], PendingEnrolments = true, CredentialsOfMembers = true });
        if (Badges(facts).Count() >= MostBadges) return new Decided.Refused(TooMany);
        if (facts.Enrolments.Any(waiting => waiting.Reader == enrolment.Reader && waiting.ExpiresAt > enrolment.MadeAt)) return new Decided.Refused(ReaderBusy);

        foreach (var old in facts.Enrolments.Where(waiting => waiting.ExpiresAt <= enrolment.MadeAt).Take(MostTidied))
            work.Put(old, old with { Version = old.Version + 1, Status = EnrolmentStatus.Expired }, "expired");

        work.Put((Enrolment?)null, enrolment, "waits");
        return new Decided.Done(Answers.Of(StatusCodes.Status202Accepted, CredentialView.Of(enrolment, enrolment.MadeAt), CredentialJson.Shared.CredentialView));
    }

    private static async ValueTask<Decided> Replace(Work work, Credential pin)
    {
        var facts = await work.Lock(new Scope { Members = [pin.Member], CredentialsOfMembers = true });
        foreach (var old in facts.Credentials.Where(known => known is { Kind: CredentialKind.Pin, RevokedAt: null }))
            Revoke(work, old, "replaced", pin.MadeAt);

        work.Put((Credential?)null, pin, "made");
        return new Decided.Done(Answers.Of(StatusCodes.Status201Created, CredentialView.Of(pin), CredentialJson.Shared.CredentialView, $"/api/v1/me/credentials/{pin.Id}"));
    }

    private static async ValueTask<Decided> Type(Work work, Credential badge)
    {
        var facts = await work.Lock(new Scope { Members = [badge.Member], CredentialsOfMembers = true });
        if (!facts.Members.TryGetValue(badge.Member, out var known)) return new Decided.Refused(Problems.NotFound("There is no such member."));
        if (known.Member.Status != MemberStatus.Active) return new Decided.Refused(Problems.MemberInactive with { Status = StatusCodes.Status422UnprocessableEntity });
        if (facts.Credentials.Any(hers => hers.RevokedAt is null && hers.Lookup == badge.Lookup)) return new Decided.Refused(InUse);
        if (Badges(facts).Count() >= MostBadges) return new Decided.Refused(TooMany);

        work.Put((Credential?)null, badge, "typed");
        var location = $"/api/v1/members/{badge.Member}/credentials/{badge.Id}";
        return new Decided.Done(Answers.Of(StatusCodes.Status201Created, CredentialView.Of(badge), CredentialJson.Shared.CredentialView, location));
    }

    private async ValueTask<Decided> Revoke(Work work, MemberId member, string id, Enrolment? enrolment, string why)
    {
        var facts = await work.Lock(new Scope { Members = [member], Credentials = [id] });
        var credential = facts.Credentials.FirstOrDefault(known => known.Id == id && known.Member == member);
        if (credential is null && enrolment is null) return new Decided.Refused(Unknown);

        var now = clock.GetUtcNow();
        if (credential is { RevokedAt: null }) Revoke(work, credential, why, now);
        if (enrolment is { Status: EnrolmentStatus.Pending } && enrolment.ExpiresAt > now)
            work.Put(enrolment, enrolment with { Version = enrolment.Version + 1, ExpiresAt = now, Status = EnrolmentStatus.Expired }, "given-up");

        return new Decided.Done(Answers.NoContent);
    }

    private async ValueTask<Decided> LoseBadges(Work work, MemberId member)
    {
        var facts = await work.Lock(new Scope { Members = [member], CredentialsOfMembers = true });
        if (!facts.Members.ContainsKey(member)) return new Decided.Refused(Problems.NotFound("There is no such member."));

        var (lost, now) = (Badges(facts).ToList(), clock.GetUtcNow());
        foreach (var badge in lost)
            Revoke(work, badge, "lost", now);

        return new Decided.Done(Answers.Of(StatusCodes.Status200OK, new LostBadgesView([.. lost.Select(badge => badge.Id)]), CredentialJson.Shared.LostBadgesView));
    }

    private static IEnumerable<Credential> Badges(Facts facts) =>
        facts.Credentials.Where(known => known.RevokedAt is null && known.Kind is not (CredentialKind.Pin or CredentialKind.Pass));

    private static void Revoke(Work work, Credential credential, string why, DateTimeOffset now) =>
        work.Put(credential, credential with { Version = credential.Version + 1, RevokedAt = now, RevokedWhy = why }, "revoked");

    private async Task<(Credential Pin, string Digits)> FreshPin(MemberId member, string? label, CancellationToken stop)
    {
        for (var tries = 1; tries <= MostPinTries; tries++)
        {
            var digits = PinMaker.Next();
            var presented = PresentedCredential.Read(PresentedCredential.Word(CredentialKind.Pin), digits)!;

            // The slow function is slow on purpose, so it runs beside the requests of others.
            var (lookup, kept) = await Task.Run(() => keys.Kept(presented), stop);
            var now = clock.GetUtcNow();
            if (await queries.CredentialByLookup(lookup, stop) is { } had && !(had.RevokedAt + PinsRest <= now)) continue;

            return (new Credential { Id = Ids.Next(), Member = member, Kind = CredentialKind.Pin, Lookup = lookup, Sealed = kept, Label = label, MadeAt = now }, digits);
        }

        throw new InvalidOperationException($"{MostPinTries} random PINs were all somebody's: there are too many PINs for six digits.");
    }
}
