using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>Who is at the other end, before it has said a word of MQTT.</summary>
/// <param name="Transport">Bytes both ways.</param>
/// <param name="Admission">Its place among the connections.</param>
/// <param name="Abort">Cuts the transport at once.</param>
/// <param name="Address">Null inside the process.</param>
/// <param name="Certificate">Verified; null without one.</param>
internal sealed record Caller(IDuplexPipe Transport, Switchboard.Admission Admission, Action Abort, EndPoint? Address = null, X509Certificate2? Certificate = null);
