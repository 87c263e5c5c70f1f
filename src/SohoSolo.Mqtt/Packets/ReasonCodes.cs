using static SohoSolo.Mqtt.ReasonCode;

namespace SohoSolo.Mqtt.Packets;

/// <summary>Which reason codes belong to which packet (MQTT 5.0 §2.4), and what 3.1.1 has in their place.</summary>
internal static class ReasonCodes
{
    /// <summary>Whether the packet may carry the reason; for DISCONNECT and AUTH it depends on who sent it.</summary>
    public static bool BelongTo(PacketType type, ReasonCode reason, PacketSender sender = PacketSender.Client) => type switch
    {
        PacketType.ConnAck => reason is Success or (>= UnspecifiedError and <= Banned) or BadAuthenticationMethod or TopicNameInvalid or PacketTooLarge or QuotaExceeded or PayloadFormatInvalid
            or RetainNotSupported or QoSNotSupported or UseAnotherServer or ServerMoved or ConnectionRateExceeded,
        PacketType.PubAck or PacketType.PubRec => reason is Success or NoMatchingSubscribers or UnspecifiedError or ImplementationSpecificError or NotAuthorized or TopicNameInvalid
            or PacketIdentifierInUse or QuotaExceeded or PayloadFormatInvalid,
        PacketType.PubRel or PacketType.PubComp => reason is Success or PacketIdentifierNotFound,
        PacketType.SubAck => reason is <= GrantedQoS2 or UnspecifiedError or ImplementationSpecificError or NotAuthorized or TopicFilterInvalid or PacketIdentifierInUse or QuotaExceeded
            or SharedSubscriptionsNotSupported or SubscriptionIdentifiersNotSupported or WildcardSubscriptionsNotSupported,
        PacketType.UnsubAck => reason is Success or NoSubscriptionExisted or UnspecifiedError or ImplementationSpecificError or NotAuthorized or TopicFilterInvalid or PacketIdentifierInUse,
        PacketType.Disconnect => sender == PacketSender.Client ? LeavesClient(reason) : LeavesServer(reason),
        PacketType.Auth => reason == ContinueAuthentication || reason == (sender == PacketSender.Client ? ReAuthenticate : Success),
        _ => false,
    };

    /// <summary>The return code of a 3.1.1 CONNACK; null when there is none, and the connection is closed without one (MQTT 3.1.1 §3.2.2.3).</summary>
    public static byte? ToReturnCode(ReasonCode reason) => reason switch
    {
        Success => 0,
        UnsupportedProtocolVersion => 1,
        ClientIdentifierNotValid => 2,
        ServerUnavailable or ServerBusy or ServerShuttingDown or QuotaExceeded or UseAnotherServer or ServerMoved or ConnectionRateExceeded => 3,
        BadUserNameOrPassword or BadAuthenticationMethod => 4,
        NotAuthorized or Banned or TopicNameInvalid => 5,
        _ => null,
    };

    /// <summary>What a 3.1.1 server means; the codes above 5 are reserved (MQTT 3.1.1 §3.2.2.3).</summary>
    public static ReasonCode FromReturnCode(byte code) => code switch
    {
        0 => Success,
        1 => UnsupportedProtocolVersion,
        2 => ClientIdentifierNotValid,
        3 => ServerUnavailable,
        4 => BadUserNameOrPassword,
        5 => NotAuthorized,
        _ => throw Faults.Malformed("The return code is reserved."),
    };

    private static bool LeavesClient(ReasonCode reason) => reason is DisconnectWithWill || LeavesBoth(reason);

    private static bool LeavesServer(ReasonCode reason) => LeavesBoth(reason)
        || reason is NotAuthorized or ServerBusy or ServerShuttingDown or KeepAliveTimeout or SessionTakenOver or TopicFilterInvalid or (>= RetainNotSupported and <= WildcardSubscriptionsNotSupported);

    private static bool LeavesBoth(ReasonCode reason) => reason is Success or (>= UnspecifiedError and <= ImplementationSpecificError) or TopicNameInvalid
        or (>= ReceiveMaximumExceeded and <= PayloadFormatInvalid);
}
