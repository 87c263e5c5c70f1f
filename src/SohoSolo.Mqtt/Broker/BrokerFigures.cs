namespace SohoSolo.Mqtt.Broker;

/// <summary>How a broker stands.</summary>
/// <param name="Connections">Authenticated.</param>
/// <param name="Sessions">Connected or waiting to be resumed.</param>
/// <param name="QueuedMessages">In all sessions.</param>
/// <param name="QueuedBytes">In all sessions.</param>
/// <param name="RetainedMessages">One for each topic.</param>
/// <param name="IsWritable">False while the disk takes nothing more.</param>
public sealed record BrokerFigures(int Connections, int Sessions, long QueuedMessages, long QueuedBytes, int RetainedMessages, bool IsWritable);
