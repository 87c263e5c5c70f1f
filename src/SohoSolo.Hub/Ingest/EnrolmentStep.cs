using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>
/// A badge that the gateway knows is never asked about: when it is presented at a reader that waits for a new one, whoever waits hears that it is somebody's already, or her own.
/// </summary>
internal sealed class EnrolmentStep(Work work, Facts facts, ReadBatch read)
{
    private readonly HashSet<string> ended = new(StringComparer.Ordinal);

    public void Apply(GatewayEvent happened)
    {
        if (!ReadBatch.IsKnownBadge(happened) || read.CredentialOf(happened) is not { RevokedAt: null } badge)
            return;

        if (facts.Enrolments.FirstOrDefault(pending => Waits(pending, happened)) is not { } waiting || !ended.Add(waiting.Id))
            return;

        var isHers = badge.Member == waiting.Member;
        work.Put(
            waiting,
            waiting with { Version = waiting.Version + 1, Status = isHers ? EnrolmentStatus.Done : EnrolmentStatus.InUse, Credential = isHers ? badge.Id : null },
            isHers ? "done" : "in-use");
    }

    /// <summary>What comes late was presented when nobody waited, or was not meant.</summary>
    private static bool Waits(Enrolment pending, GatewayEvent happened) =>
        pending.Status == EnrolmentStatus.Pending && pending.Reader == happened.Device && pending.MadeAt <= happened.At && happened.At < pending.ExpiresAt;
}
