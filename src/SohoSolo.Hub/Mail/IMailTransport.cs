using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>The way messages leave the hub: a server or a folder.</summary>
internal interface IMailTransport : IAsyncDisposable
{
    /// <summary>Returns once the message is taken. <paramref name="stop"/> ends it as long as nothing has been handed over; <paramref name="patience"/> at any time.</summary>
    /// <exception cref="DeliveryException">It was not, or nobody knows.</exception>
    Task Deliver(Letter letter, string? toName, CancellationToken stop, CancellationToken patience);

    /// <summary>Nothing more for now: a line that was kept for the next message is given up.</summary>
    Task Rest();
}
