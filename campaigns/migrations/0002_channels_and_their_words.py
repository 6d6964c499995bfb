"""The channels to begin with, and the words by which vendors call them. People edit both afterwards."""

from django.db import migrations

DIGITAL, OFFLINE, EXPERIENTIAL = "digital", "offline", "experiential"
# channel: kind, paid, vendors' words beside its own name
CHANNELS = {
    "Paid search": (DIGITAL, True, ["SEM", "PPC", "Search ads", "google / cpc", "bing / cpc", "Search"]),
    "Organic search": (DIGITAL, False, ["SEO", "google / organic", "bing / organic"]),
    "Shopping": (DIGITAL, True, ["Paid shopping", "Organic shopping", "Performance Max", "Cross-network"]),
    "Display": (DIGITAL, True, ["Banner", "Banner ads", "Programmatic", "Display ads"]),
    "Paid social": (DIGITAL, True, ["Social ads", "Paid_social", "facebook / paid"]),
    "Organic social": (DIGITAL, False, ["Social", "Social media", "Social network"]),
    "Video": (DIGITAL, True, ["Paid video", "Organic video", "YouTube", "Demand Gen"]),
    "E-mail": (DIGITAL, False, ["Email", "Email marketing", "Mail", "Newsletter", "Email send", "Nurture"]),
    "Content": (DIGITAL, False, ["Content piece", "Blog", "Whitepaper", "Content syndication", "Online form", "Web"]),
    "Webinars": (DIGITAL, False, ["Webinar", "Online event", "Virtual event"]),
    "Affiliates": (DIGITAL, True, ["Affiliate", "Affiliate marketing"]),
    "Audio": (DIGITAL, True, ["Podcast", "Podcasts", "Streaming audio"]),
    "Text message": (DIGITAL, True, ["SMS", "Mobile push notifications", "Push"]),
    "AI referrals": (DIGITAL, False, ["AI referral", "AI assistant"]),
    "Referral": (DIGITAL, False, ["Referrals", "Word of mouth", "Customer referral", "Employee referral"]),
    "Partner": (OFFLINE, False, ["Partners", "Partner referral", "Co-marketing", "Channel partner"]),
    "Television": (OFFLINE, True, ["TV", "tv_S", "Linear TV"]),
    "Radio": (OFFLINE, True, ["radio_S"]),
    "Print": (OFFLINE, True, ["print_S", "Newspaper", "Magazine", "Advertisement"]),
    "Out of home": (OFFLINE, True, ["OOH", "ooh_S", "Billboard", "DOOH"]),
    "Direct mail": (OFFLINE, True, ["Post", "Mailing", "Letter"]),
    "Telemarketing": (OFFLINE, True, ["Cold call", "Phone", "Phone inquiry", "Telesales", "Purchased list"]),
    "Offline": (OFFLINE, False, ["Offline sources", "Offline source"]),
    "Trade fairs": (EXPERIENTIAL, True, ["Trade show", "Trade fair", "Conference", "Tradeshow", "Events", "Event"]),
    "Dinners": (EXPERIENTIAL, True, ["Dinner", "Executive dinner", "Roundtable"]),
    "Seminars": (EXPERIENTIAL, True, ["Seminar", "Workshop", "Seminar / Conference", "Live event", "Roadshow"]),
    "Brand": (OFFLINE, True, ["Branding", "Brand campaign", "Sponsorship", "Public relations"]),
    "Direct": (DIGITAL, False, ["Direct traffic", "(direct) / (none)", "None", "Internal"]),
    "Other": (DIGITAL, False, ["Other campaigns", "Unassigned", "(not set)", "(other)"]),
}


def begin(apps, schema_editor):
    Channel, Word = apps.get_model("campaigns", "Channel"), apps.get_model("campaigns", "ChannelWord")
    made = Channel.objects.bulk_create(
        Channel(name=name, kind=kind, is_paid=paid, is_direct=name == "Direct")
        for name, (kind, paid, _) in CHANNELS.items()
    )
    Word.objects.bulk_create(
        Word(word=word, channel=channel) for channel in made for word in (channel.name, *CHANNELS[channel.name][2])
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_tables")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
