namespace SohoSolo.Mqtt;

/// <summary>A name and a value of the application's own; order and repetition are kept (MQTT 5.0 §3.3.2.3.7).</summary>
public readonly record struct UserProperty(string Name, string Value);
