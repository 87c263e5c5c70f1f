namespace SohoSolo.Hub.Mail;

/// <summary>How far it concerns more than one message, and whether trying again can help.</summary>
internal enum DeliveryTrouble
{
    /// <summary>This message will never be taken: its address or its content is refused.</summary>
    Refused,

    /// <summary>This message is not taken now; others may be.</summary>
    Later,

    /// <summary>Nothing can be delivered now: the server is down, refuses us, or cannot be trusted; the folder cannot be written.</summary>
    Down,

    /// <summary>The line broke after the message was handed over: whether it was taken, nobody knows.</summary>
    Uncertain,
}

/// <summary>A message was not delivered. What it says names a step and the server's own words, never a password.</summary>
internal sealed class DeliveryException(DeliveryTrouble trouble, string says, Exception? inner = null) : Exception(says, inner)
{
    public DeliveryTrouble Trouble { get; } = trouble;
}
