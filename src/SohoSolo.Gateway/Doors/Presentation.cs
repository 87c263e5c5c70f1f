using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>Somebody presents something at a reader of a door.</summary>
/// <param name="Signal">What came.</param>
/// <param name="Device">Who sent it.</param>
/// <param name="Door">Which door.</param>
/// <param name="Id">The id of the command that answers it; also the question's, should the hub be asked.</param>
internal sealed record Presentation(Signal Signal, SnapshotDevice Device, string Door, string Id)
{
    public PresentedCredential Credential => Signal.Credential!;

    /// <summary>The reader among all of the site.</summary>
    public string Reader => $"{Device.Id}/{Signal.Reader}";
}

/// <summary>What is known of a presentation so far.</summary>
/// <param name="Standing">By the snapshot.</param>
/// <param name="Hash">Null for a pass, and for a PIN that was not looked at.</param>
/// <param name="Request">What the rules are asked.</param>
internal sealed record Finding(Standing Standing, string? Hash, AccessRequest Request);

/// <summary>How far the answer to a presentation has come.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>The door has its command, and what happened is in the recording.</summary>
    public sealed record Decided : Step;

    /// <summary>A PIN must go through a slow function first.</summary>
    public sealed record Derives : Step;

    /// <summary>The hub may know more. Without its answer <paramref name="Offline"/> holds.</summary>
    public sealed record Asks(LinkAsk.Entry Question, Finding Finding, AccessDecision Offline) : Step;
}
