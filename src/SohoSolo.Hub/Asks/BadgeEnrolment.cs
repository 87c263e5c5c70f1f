using SohoSolo.Core.Access;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Asks;

/// <summary>The use case of a badge presented at the reader that waits for it: from then on it is the member's. It opens nothing yet.</summary>
internal sealed class BadgeEnrolment(Store store, StoreQueries queries, KeyBox box, TimeProvider clock)
{
    /// <summary>The question's own id is remembered with it: asked again, it is not about a member's badge.</summary>
    public async Task Take(string ask, Enrolment pending, PresentedCredential badge, CancellationToken stop)
    {
        var (lookup, kept) = box.Kept(badge);
        var known = await queries.CredentialByLookup(lookup, stop);
        try
        {
            await store.Execute(Command(), work => Decide(work, ask, pending, Fresh(pending, badge, lookup, kept), known), stop);
        }
        catch (TakenException)
        {
            // In the same moment it became somebody else's.
            await store.Execute(Command(), work => End(work, ask, pending, EnrolmentStatus.InUse, null), stop);
        }
    }

    private async ValueTask<(bool, Answer?)> Decide(Work work, string ask, Enrolment pending, Credential fresh, Credential? known)
    {
        if (known is { RevokedAt: null })
            return await End(work, ask, pending, known.Member == pending.Member ? EnrolmentStatus.Done : EnrolmentStatus.InUse, known.Member == pending.Member ? known.Id : null);

        var ended = await End(work, ask, pending, EnrolmentStatus.Done, fresh.Id);
        if (ended.Answer is not null)
            work.Put(null, fresh, "enrolled");

        return ended;
    }

    private async ValueTask<(bool Ended, Answer? Answer)> End(Work work, string ask, Enrolment pending, EnrolmentStatus status, string? credential)
    {
        var facts = await work.Lock(new Scope { Presence = pending.Site, Members = [pending.Member], Enrolments = [pending.Id], WalkIns = [ask] });
        if (facts.Enrolments is not [{ Status: EnrolmentStatus.Pending } standing] || standing.ExpiresAt <= clock.GetUtcNow())
            return (false, null);

        work.Put(standing, standing with { Version = standing.Version + 1, Status = status, Credential = credential }, status == EnrolmentStatus.Done ? "done" : "in-use");
        if (facts.WalkIns.Count == 0)
            work.PutWalkIn(ask, null, pending.Site, pending.Member, "enrolment");

        return (true, SystemCommand.Done);
    }

    private Credential Fresh(Enrolment pending, PresentedCredential badge, string lookup, string kept) => new()
    {
        Id = Ids.Next(),
        Member = pending.Member,
        Kind = badge.Kind,
        Lookup = lookup,
        Sealed = kept,
        MadeAt = clock.GetUtcNow(),
    };

    private Command Command() => SystemCommand.Named("enrol", clock.GetUtcNow());
}
