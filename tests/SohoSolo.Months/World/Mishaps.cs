using SohoSolo.Months.Checks;
using SohoSolo.Months.People;

namespace SohoSolo.Months.World;

/// <summary>What goes wrong: lines are cut, programs begin anew, sensors die and are replaced days later, or see somebody where nobody is.</summary>
internal sealed class Mishaps(SimHub hub, IReadOnlyDictionary<SiteId, SimSite> sites, Town town, Agenda agenda, EventCheck events, int seed)
{
    public int Count { get; private set; }

    public void PlanDay(DateOnly day, DateTimeOffset midnight)
    {
        var chance = Chance.Of(seed, $"mishaps {day:yyyy-MM-dd}");
        if (chance.Percent(12))
            agenda.At(midnight + chance.Between(TimeSpan.FromHours(6), TimeSpan.FromHours(20)), () => RestartHub(chance.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(20))));

        foreach (var site in sites.Values)
            PlanDay(site, midnight, Chance.Of(seed, $"mishaps {site.Id} {day:yyyy-MM-dd}"));
    }

    private void PlanDay(SimSite site, DateTimeOffset midnight, Chance chance)
    {
        var when = midnight + chance.Between(TimeSpan.FromHours(5), TimeSpan.FromHours(19));
        if (chance.Percent(22))
            agenda.At(when, () => Cut(site, chance.Percent(15) ? chance.Between(TimeSpan.FromHours(6), TimeSpan.FromHours(72)) : chance.Between(TimeSpan.FromMinutes(3), TimeSpan.FromHours(3))));
        if (chance.Percent(10))
            agenda.At(when.AddHours(chance.Share()), () => RestartGateway(site, chance.Between(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(25))));
        if (chance.Percent(12))
            agenda.At(when.AddHours(2 * chance.Share()), () => Trip(site, chance));
        if (chance.Percent(8))
            agenda.At(when.AddHours(2 * chance.Share()), () => Die(site, chance.Of([.. site.Sensors.Values]), chance.Between(TimeSpan.FromHours(2), TimeSpan.FromDays(4))));
        if (chance.Percent(4))
            agenda.At(when, () => Stick(chance.Of([.. site.Sensors.Keys]), chance.Between(TimeSpan.FromHours(1), TimeSpan.FromHours(6))));
    }

    private void Cut(SimSite site, TimeSpan span)
    {
        if (site.Line.IsCut)
            return;

        Count++;
        site.Line.IsCut = true;
        agenda.In(span, async () =>
        {
            site.Line.IsCut = false;
            await site.TakeSnapshot();
            await site.Pump(isUrgent: true);
        });
    }

    private async Task RestartGateway(SimSite site, TimeSpan span)
    {
        if (!site.IsUp)
            return;

        Count++;
        await site.End();
        agenda.In(span, site.Begin);
    }

    private async Task RestartHub(TimeSpan span)
    {
        if (!hub.IsUp)
            return;

        Count++;
        await hub.End();
        agenda.In(span, hub.Begin);
    }

    private async Task Trip(SimSite site, Chance chance)
    {
        Count++;
        var device = chance.Of(site.Devices);
        await device.Restart(chance.Percent(70) ? TimeSpan.FromSeconds(chance.Between(-3, 3)) : null);
        agenda.In(chance.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(40)), () => site.Connect(device));
    }

    private void Die(SimSite site, SimDevice sensor, TimeSpan span)
    {
        if (sensor.IsBroken)
            return;

        Count++;
        events.LostAll(sensor);
        site.Lose(sensor);
        agenda.In(span, () => site.Mend(sensor));
    }

    /// <summary>It sees somebody where nobody is: who looks at what was noticed takes it for a person, as the hub does.</summary>
    private async Task Stick(SpaceId space, TimeSpan span)
    {
        Count++;
        await Stick(await town.Sits("nobody", space), agenda.Now + span);
    }

    private async Task Stick(Sitting nobody, DateTimeOffset until)
    {
        if (agenda.Now >= until)
        {
            await town.Rises(nobody);
            return;
        }

        await town.Notice(nobody);
        agenda.In(TimeSpan.FromSeconds(50), () => Stick(nobody, until));
    }
}
