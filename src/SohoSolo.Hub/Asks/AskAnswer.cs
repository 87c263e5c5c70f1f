using SohoSolo.Core.Access;
using SohoSolo.Core.Sites;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Asks;

/// <summary>What the hub says to a question: whether the door opens, and the word why or why not.</summary>
internal sealed record AskAnswer(bool Granted, string Reason)
{
    public string? Ref { get; init; }

    public string? Booking { get; init; }

    public TimeSpan? Unlock { get; init; }

    public static AskAnswer WalkedIn(Credential credential, string booking, Telecentre site) =>
        new(true, Words.Of(GrantReason.WalkIn)) { Ref = credential.Id, Booking = booking, Unlock = site.Access.Unlock };

    public static AskAnswer Denied(DenyReason reason, string? reference = null) => new(false, Words.Of(reason)) { Ref = reference };

    public LinkMessage.Answer ToMessage(LinkAsk.Entry ask, int kid, long counter) => new(ask.Site, kid, counter)
    {
        Id = ask.Id,
        Granted = Granted,
        Reason = Reason,
        Ref = Ref,
        Booking = Booking,
        For = Unlock,
    };
}
