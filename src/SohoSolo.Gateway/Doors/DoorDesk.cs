using System.Diagnostics;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>
/// Who stands at a door, and what becomes of it: the facts are gathered here, Core decides, the lock has its command before anything is written. Every member is called under the controller's
/// gate and waits for nothing.
/// </summary>
internal sealed class DoorDesk(DoorParts parts)
{
    /// <summary>After the lock has been released somebody still has to push the door.</summary>
    private static readonly TimeSpan ToPush = TimeSpan.FromSeconds(10);

    /// <summary>A used pass is remembered a day longer than it could open.</summary>
    private static readonly TimeSpan AfterItsEnd = TimeSpan.FromDays(1);

    /// <summary>What took longer to decide counts as received later: the hub is told that everything from before has been delivered.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(1);

    private readonly Repeats repeats = new();
    private readonly PinPairs pairs = new();

    public Step Begin(Presentation shown, Moment moment)
    {
        var startedAt = parts.Devices.StartedAt(shown.Device.Id, shown.Signal.Boot);
        if (!Freshness.IsFresh(shown.Signal, startedAt))
            return Note(shown, Words.Stale, moment);

        var mark = parts.Recognition.Mark(shown.Credential);
        if (repeats.Has(shown.Reader, mark, shown.Signal.Identity, moment.Now))
            return Note(shown, Words.Repeated, moment);

        repeats.Decided(shown.Reader, mark, shown.Signal.Identity, moment.Now);
        return shown.Credential.Kind switch
        {
            CredentialKind.Pin => BeginPin(shown, moment),
            CredentialKind.Pass => Weigh(shown, new Finding(OfPass(shown, moment), null, Request(shown)), moment),
            _ => Weigh(shown, OfBadge(shown, moment), moment),
        };
    }

    /// <summary>The PIN's hash is there. Others may have been wrong meanwhile, and the lock be shut.</summary>
    public Step Derived(Presentation shown, string hash, Moment moment)
    {
        var standing = moment.Snapshot.Of(hash);
        if (IsPinIdle(shown, moment))
            return Conclude(shown, Idle(shown), Decide(Idle(shown), shown, moment), moment);

        // The PIN of the badge that waits here: both together are one credential, the badge's.
        var badge = standing is Standing.Known(var entries) ? pairs.Take(shown.Reader, entries.Select(entry => entry.Holder), moment.Now) : null;
        var finding = badge is null
            ? new Finding(standing, hash, Request(shown))
            : new Finding(moment.Snapshot.Of(badge), badge, new AccessRequest(shown.Door, CredentialKind.MifareUid, WithPin: true));
        return Weigh(shown, finding, moment);
    }

    /// <summary>So many PINs wait to be looked at that this one is not.</summary>
    public Step TooMany(Presentation shown, Moment moment) =>
        Conclude(shown, Idle(shown), new AccessDecision.Denied(DenyReason.PinLocked), moment);

    public Step Answered(Presentation shown, Step.Asks asked, LinkMessage.Answer? answer, Moment moment)
    {
        // The door may have been locked down while the hub was thinking.
        if (parts.Modes.Of(shown.Door) == DoorMode.Lockdown)
            return Conclude(shown, asked.Finding, new AccessDecision.Denied(DenyReason.Lockdown), moment, asked.Question.Id);
        if (answer is null)
            return Conclude(shown, asked.Finding, asked.Offline, moment, asked.Question.Id);

        var verdict = answer.Granted
            ? new Verdict(Words.Granted, answer.Reason ?? Words.Of(GrantReason.Booking), answer.Ref ?? asked.Question.Ref, answer.Booking)
            : new Verdict(Words.Denied, answer.Reason ?? Words.Of(DenyReason.UnknownCredential), answer.Ref ?? asked.Question.Ref, null);
        return Carry(shown, asked.Finding, verdict, answer.For ?? moment.Snapshot.Rules.Unlock, moment, asked.Question.Id);
    }

    private Step BeginPin(Presentation shown, Moment moment) =>
        IsPinIdle(shown, moment) ? Conclude(shown, Idle(shown), Decide(Idle(shown), shown, moment), moment) : new Step.Derives();

    /// <summary>Whether the answer is the same for every PIN: then none is looked at.</summary>
    private bool IsPinIdle(Presentation shown, Moment moment) =>
        parts.Lockouts.IsLocked(shown.Device.Id, moment.Now) || parts.Modes.Of(shown.Door) is DoorMode.Evacuation or DoorMode.Lockdown || moment.Snapshot.IsExpired(moment.Now);

    private Step Weigh(Presentation shown, Finding finding, Moment moment)
    {
        var decision = Decide(finding, shown, moment);
        if (!parts.Hub.IsConnected)
            return Conclude(shown, finding, decision, moment);

        return decision switch
        {
            AccessDecision.Denied(DenyReason.UnknownCredential, _) when shown.Credential.Kind != CredentialKind.Pass => new Step.Asks(Question(shown, "unknown", null, moment), finding, decision),
            AccessDecision.WalkIn(var known, var offline) => new Step.Asks(Question(shown, "walk-in", known, moment), finding, offline),

            // She may have booked a second ago, or somewhere else: the hub knows.
            AccessDecision.Denied(DenyReason.NoBooking, { } known) when finding.Standing is Standing.Known => new Step.Asks(Question(shown, "no-booking", known, moment), finding, decision),
            _ => Conclude(shown, finding, decision, moment),
        };
    }

    private AccessDecision Decide(Finding finding, Presentation shown, Moment moment)
    {
        var clock = parts.Clock();
        var facts = new AccessFacts
        {
            Site = moment.Snapshot.Site,
            Credential = finding.Standing,
            Mode = parts.Modes.Of(shown.Door),
            PinLocked = parts.Lockouts.IsLocked(shown.Device.Id, moment.Now),
            Open = moment.Snapshot.Open,
            Clock = clock,
            IsExpired = moment.Snapshot.IsExpired(moment.Now),
        };
        return AccessPolicy.Decide(finding.Request, facts, moment.Now);
    }

    private Step.Decided Conclude(Presentation shown, Finding finding, AccessDecision decision, Moment moment, string? ask = null)
    {
        switch (decision)
        {
            case AccessDecision.Granted(var reason, var known, var booking):
                return Carry(shown, finding, new Verdict(Words.Granted, Words.Of(reason), known, booking), moment.Snapshot.Rules.Unlock, moment, ask);
            case AccessDecision.Denied(var reason, var known):
                return Carry(shown, finding, new Verdict(Words.Denied, Words.Of(reason), known, null), moment.Snapshot.Rules.Unlock, moment, ask);
            case AccessDecision.WalkIn(_, var offline):
                return Conclude(shown, finding, offline, moment, ask);
            case AccessDecision.PinNeeded(var known):
                if (finding.Standing is Standing.Known(var entries) && finding.Hash is { } hash && entries.Select(entry => entry.Holder).FirstOrDefault(holder => holder is not null) is { } holder)
                    pairs.Wait(shown.Reader, hash, holder, moment.Now);

                return Carry(shown, finding, new Verdict(Words.None, Words.PinNeeded, known, null), moment.Snapshot.Rules.Unlock, moment, ask);
            default:
                throw new UnreachableException($"{decision}");
        }
    }

    /// <summary>The lock first; then what is to be remembered and told.</summary>
    private Step.Decided Carry(Presentation shown, Finding finding, Verdict verdict, TimeSpan span, Moment moment, string? ask)
    {
        if (verdict.Decision == Words.Granted)
        {
            parts.Locks.Open(shown.Door, shown.Id, span, "grant", moment.Now);
            parts.Watches.See(shown.Door, new DoorSignal.MayOpen(moment.Now, span + ToPush), moment.Snapshot, moment.Recording);
            AfterGrant(shown, finding, verdict, moment);
        }
        else
        {
            parts.Locks.Refuse(shown.Door, shown.Id, verdict.Why, moment.Now);
            CountWrongPin(shown, finding, verdict, moment);
        }

        var isUnknown = finding.Standing is Standing.Unknown && verdict.Ref is null && shown.Credential.IsBadge;
        var late = moment.Now - OnTheWay;
        moment.Recording.Add(EventOf.Signal(shown.Signal, shown.Device, parts.Clock()) with
        {
            ReceivedAt = shown.Signal.ReceivedAt < late ? late : shown.Signal.ReceivedAt,
            Decision = verdict.Decision,
            Reason = verdict.Why,
            Ref = verdict.Ref ?? (finding.Standing is Standing.Pass(var pass, _, _) ? PassRefs.Of(pass.Nonce) : null),
            Booking = verdict.Booking,
            Hash = isUnknown ? finding.Hash : null,
            Sealed = isUnknown ? parts.Recognition.Seal(shown.Credential) : null,
            Ask = ask,
            Command = verdict.Decision == Words.Granted ? shown.Id : null,
        });
        return new Step.Decided();
    }

    private void AfterGrant(Presentation shown, Finding finding, Verdict verdict, Moment moment)
    {
        if (finding.Standing is Standing.Pass({ Uses: 1 } claims, _, _) && verdict.Why == Words.Of(GrantReason.Pass))
            parts.UsedPasses.Add(claims.Nonce, claims.During.End + AfterItsEnd, moment.Recording);

        // A door that is open for everybody proves nothing of a badge.
        if (!shown.Credential.IsBadge || verdict.Ref is null || verdict.Why == Words.Of(GrantReason.Mode))
            return;

        parts.Lockouts.Forgive(shown.Device.Id, moment.Recording);
        parts.Alarms.Set(AlarmWords.PinLocked, new About(shown.Device.Id), parts.Lockouts.IsReaderLocked(shown.Device.Id, moment.Now), moment.Now, moment.Recording);
    }

    private void CountWrongPin(Presentation shown, Finding finding, Verdict verdict, Moment moment)
    {
        if (shown.Credential.Kind != CredentialKind.Pin || finding.Hash is null || finding.Standing is Standing.Known || verdict.Ref is not null)
            return;

        parts.Lockouts.Wrong(shown.Device.Id, moment.Now, moment.Recording);
        parts.Alarms.Set(AlarmWords.PinLocked, new About(shown.Device.Id), parts.Lockouts.IsReaderLocked(shown.Device.Id, moment.Now), moment.Now, moment.Recording);
        parts.Alarms.Set(AlarmWords.PinLocked, new About(), parts.Lockouts.IsSiteLocked(moment.Now), moment.Now, moment.Recording);
    }

    /// <summary>It came, and nothing was decided of it.</summary>
    private Step.Decided Note(Presentation shown, string why, Moment moment)
    {
        var finding = shown.Credential.IsBadge ? OfBadge(shown, moment) : Idle(shown);
        moment.Recording.Add(EventOf.Signal(shown.Signal, shown.Device, parts.Clock()) with
        {
            Decision = Words.None,
            Reason = why,
            Ref = finding.Standing is Standing.Known(var entries) ? entries[0].Ref : null,
            Hash = finding.Standing is Standing.Unknown ? finding.Hash : null,
        });
        return new Step.Decided();
    }

    private Finding OfBadge(Presentation shown, Moment moment)
    {
        var hash = parts.Recognition.HashOf(shown.Credential);
        if (moment.Snapshot.Of(hash) is Standing.Unknown && OtherwiseKnown(shown, moment) is { } other)
            hash = other;

        return new Finding(moment.Snapshot.Of(hash), hash, Request(shown));
    }

    /// <summary>What a reader wrote may be one of several cards: it counts as the one that the site knows, if that is one only.</summary>
    private string? OtherwiseKnown(Presentation shown, Moment moment)
    {
        var known = shown.Signal.OtherReadings.Select(parts.Recognition.HashOf).Where(hash => moment.Snapshot.Of(hash) is not Standing.Unknown).Distinct().ToList();
        return known is [var only] ? only : null;
    }

    private Standing OfPass(Presentation shown, Moment moment) =>
        parts.Recognition.Read(shown.Credential) is { } claims ? new Standing.Pass(claims, moment.Snapshot.IsCancelled(claims), parts.UsedPasses.Has(claims.Nonce)) : new Standing.Unknown();

    private static Finding Idle(Presentation shown) => new(new Standing.Unknown(), null, Request(shown));

    private static AccessRequest Request(Presentation shown) => new(shown.Door, shown.Credential.Kind);

    private LinkAsk.Entry Question(Presentation shown, string why, string? known, Moment moment) => new(parts.Site, shown.Id)
    {
        Reader = shown.Device.Id,
        Door = shown.Door,
        Sealed = parts.Recognition.Seal(shown.Credential),
        Why = why,
        Ref = known,
        At = moment.Now,
    };

    private sealed record Verdict(string Decision, string Why, string? Ref, string? Booking);
}
