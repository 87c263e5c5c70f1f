using SohoSolo.Hub.Mail;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>When a message that was not taken is tried again.</summary>
public sealed class MailScheduleTests
{
    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 0.5, 3)]
    [InlineData(3, 0.5, 9)]
    [InlineData(4, 0.5, 27)]
    [InlineData(7, 0.5, 360)]
    [InlineData(1000, 0.5, 360)]
    [InlineData(0, 0.5, 1)]
    [InlineData(1, 0.0, 0.8)]
    [InlineData(1, 1.0, 1.2)]
    public void It_waits_ever_longer_and_never_more_than_six_hours(int attempts, double chance, double minutes) =>
        Assert.Equal(minutes, MailSchedule.After(attempts, chance).TotalMinutes, 6);
}
