using SohoSolo.Core;
using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Wire;

/// <summary>What the hub tells a gateway besides snapshots. Signed; <paramref name="Counter"/> rises strictly with every message of its kind to that gateway.</summary>
/// <param name="Site">The site that it is meant for.</param>
/// <param name="Kid">The generation of the gateway's keys that it is meant for.</param>
/// <param name="Counter">At least the wall clock in milliseconds when it was made.</param>
public abstract record LinkMessage(SiteId Site, int Kid, long Counter)
{
    /// <summary>Every event of that life of the outbox up to <paramref name="Upto"/> is committed. <c>dn/ack</c>: <c>{"typ":"ack","site","kid","ctr","epoch","upto","sig"}</c>.</summary>
    public sealed record Ack(SiteId Site, int Kid, long Counter, string Epoch, long Upto) : LinkMessage(Site, Kid, Counter);

    /// <summary>Something to be done once, now. <c>dn/cmd</c>: <c>{"typ":"cmd","site","kid","ctr","id","op","door"?,"reader"?,"ms"?,"naf","operator","reason"?,"iat","sig"}</c>; naf and iat in epoch seconds.</summary>
    public sealed record Command(SiteId Site, int Kid, long Counter) : LinkMessage(Site, Kid, Counter)
    {
        /// <summary>Under which it is done once and never again.</summary>
        public required string Id { get; init; }

        /// <summary>What is to be done.</summary>
        public required CommandOperation Operation { get; init; }

        /// <summary>The door to unlock.</summary>
        public string? Door { get; init; }

        /// <summary>The reader whose PIN lock is lifted.</summary>
        public string? Reader { get; init; }

        /// <summary>How long the door stays unlocked.</summary>
        public TimeSpan? For { get; init; }

        /// <summary>After this it does nothing any more.</summary>
        public required DateTimeOffset NotAfter { get; init; }

        /// <summary>Who wants it.</summary>
        public required string Operator { get; init; }

        /// <summary>Why, in the operator's words.</summary>
        public string? Reason { get; init; }

        /// <summary>When it was signed, by the hub's clock: a gateway whose clock is far from that refuses.</summary>
        public required DateTimeOffset IssuedAt { get; init; }
    }

    /// <summary>What is asked of every door of the site; a door that is not named has no demand. <c>dn/mode</c>, retained: <c>{"typ":"mode","site","kid","ctr","doors":[{"door","demands":[{"mode","until":null}]}],"sig"}</c>.</summary>
    public sealed record Mode(SiteId Site, int Kid, long Counter, IReadOnlyList<DoorDemands> Doors) : LinkMessage(Site, Kid, Counter);

    /// <summary>The answer to a question. <c>dn/answer</c>: <c>{"typ":"answer","site","kid","ctr","id","granted","reason"?,"ms"?,"ref"?,"booking"?,"sig"}</c>.</summary>
    public sealed record Answer(SiteId Site, int Kid, long Counter) : LinkMessage(Site, Kid, Counter)
    {
        /// <summary>The question's.</summary>
        public required string Id { get; init; }

        /// <summary>Whether the door opens.</summary>
        public required bool Granted { get; init; }

        /// <summary>The grant's or the denial's word.</summary>
        public string? Reason { get; init; }

        /// <summary>How long the door stays unlocked.</summary>
        public TimeSpan? For { get; init; }

        /// <summary>The credential's reference.</summary>
        public string? Ref { get; init; }

        /// <summary>The booking that lets her in.</summary>
        public string? Booking { get; init; }
    }
}

/// <summary>What a command does. On the wire <c>unlock</c> and <c>reset-pin</c>.</summary>
public enum CommandOperation
{
    /// <summary>Unlocks a door once.</summary>
    Unlock,

    /// <summary>Lifts the PIN lock of a reader.</summary>
    ResetPin,
}

/// <summary>What is asked of one door.</summary>
/// <param name="Door">The door's id.</param>
/// <param name="Demands">Each mode once.</param>
public sealed record DoorDemands(string Door, IReadOnlyList<DoorDemand> Demands);
