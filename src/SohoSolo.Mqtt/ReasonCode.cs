namespace SohoSolo.Mqtt;

/// <summary>Why something succeeded or failed (MQTT 5.0 §2.4). Below 0x80 it succeeded. To a 3.1.1 peer the nearest of its own codes is sent, or none.</summary>
public enum ReasonCode : byte
{
    /// <summary>Also normal disconnection, and QoS 0 granted.</summary>
    Success = 0x00,

    /// <summary>The subscription was granted at QoS 1.</summary>
    GrantedQoS1 = 0x01,

    /// <summary>The subscription was granted at QoS 2.</summary>
    GrantedQoS2 = 0x02,

    /// <summary>The client leaves and wants its will published all the same.</summary>
    DisconnectWithWill = 0x04,

    /// <summary>The message was taken, and nobody subscribes to it.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>There was no such subscription.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>The authentication goes on.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>The client asks to authenticate again.</summary>
    ReAuthenticate = 0x19,

    /// <summary>Failure without a reason that the peer may know.</summary>
    UnspecifiedError = 0x80,

    /// <summary>The packet cannot be read by the rules of the specification.</summary>
    MalformedPacket = 0x81,

    /// <summary>The packet can be read, and must not come here or now.</summary>
    ProtocolError = 0x82,

    /// <summary>Valid, and not taken by this receiver.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>The protocol version is neither 3.1.1 nor 5.0.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>The client identifier is valid and not allowed.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>User name or password is wrong.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>The client may not do this.</summary>
    NotAuthorized = 0x87,

    /// <summary>The server cannot take the client now.</summary>
    ServerUnavailable = 0x88,

    /// <summary>Too much is going on; try later.</summary>
    ServerBusy = 0x89,

    /// <summary>The client has been banned.</summary>
    Banned = 0x8A,

    /// <summary>The server is stopping.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>The authentication method is not supported.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>Nothing came for one and a half keep-alive times.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>Another connection took over the client identifier.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>The topic filter is well formed and not allowed.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>The topic name is well formed and not allowed.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The packet identifier is in use.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>The packet identifier is not known; after a lost session this is not an error.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>More unacknowledged messages than the receiver said it takes.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>The topic alias is zero, too high, or not yet set.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>The packet is larger than the receiver takes.</summary>
    PacketTooLarge = 0x95,

    /// <summary>More messages than the receiver takes in such a time.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>A limit of the server was reached.</summary>
    QuotaExceeded = 0x97,

    /// <summary>Closed by an administrator.</summary>
    AdministrativeAction = 0x98,

    /// <summary>The payload does not have the format that its indicator says.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>The server keeps no retained messages.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>The server does not support this QoS.</summary>
    QoSNotSupported = 0x9B,

    /// <summary>Use another server for now.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>The server has moved.</summary>
    ServerMoved = 0x9D,

    /// <summary>The server does not support shared subscriptions.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>Too many connections in such a time.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>The connection lasted as long as it may.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>The server does not support subscription identifiers.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>The server does not support wildcard subscriptions.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
