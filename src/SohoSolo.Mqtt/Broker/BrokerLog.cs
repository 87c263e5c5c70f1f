using System.Net;
using Microsoft.Extensions.Logging;

namespace SohoSolo.Mqtt.Broker;

/// <summary>What the broker says of itself; never a payload, never a password.</summary>
internal static partial class BrokerLog
{
    [LoggerMessage(1, LogLevel.Information, "The broker listens on {EndPoints}")]
    public static partial void Listening(this ILogger log, string endPoints);

    [LoggerMessage(2, LogLevel.Information, "The broker has stopped")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(3, LogLevel.Debug, "{ClientId} connected as {Identity} with {Version} from {Address} (session present: {SessionPresent})")]
    public static partial void Connected(this ILogger log, string clientId, string? identity, MqttVersion version, bool sessionPresent, EndPoint? address);

    [LoggerMessage(4, LogLevel.Debug, "{ClientId} is gone: {Reason}")]
    public static partial void Disconnected(this ILogger log, string clientId, ReasonCode reason);

    [LoggerMessage(5, LogLevel.Debug, "The connection of {ClientId} was lost: {Why}")]
    public static partial void Lost(this ILogger log, string? clientId, string why);

    [LoggerMessage(6, LogLevel.Information, "Refused: {What} of {ClientId} ({Topic}) from {Address}: {Reason}, {Why}")]
    public static partial void Refused(this ILogger log, RefusalKind what, string? clientId, string? topic, ReasonCode reason, string why, EndPoint? address);

    [LoggerMessage(7, LogLevel.Warning, "{Count} messages for {ClientId} were given up: {Reason}")]
    public static partial void Dropped(this ILogger log, string clientId, ReasonCode reason, int count);

    [LoggerMessage(8, LogLevel.Error, "A fault of the broker or its host, at the connection of {ClientId}")]
    public static partial void Failed(this ILogger log, Exception fault, string? clientId);
}
