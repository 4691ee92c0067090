"""Who is who, and the story of each person, opportunity and organisation. Pure."""

from afterword.story.directory import Directory, Likeness, Sighting, resolve, sightings
from afterword.story.model import (
    Decided,
    Entry,
    Job,
    Me,
    Opportunity,
    OrganisationStory,
    Owed,
    Passage,
    PersonStory,
    Placed,
    Talk,
    Tied,
    Told,
    Unassigned,
)  # fmt: skip
from afterword.story.organisation import tell_organisation
from afterword.story.person import place_of, tell_person, tell_place
from afterword.story.touches import durable, touches
from afterword.story.weight import HOUSE, PERSON, matters, weight

__all__ = [
    "HOUSE", "PERSON", "Decided", "Directory", "Entry", "Job", "Likeness", "Me", "Opportunity", "OrganisationStory", "Owed", "Passage", "PersonStory", "Placed",
    "Sighting", "Talk", "Tied", "Told", "Unassigned", "durable", "matters", "place_of", "resolve", "sightings", "tell_organisation", "tell_person",
    "tell_place", "touches", "weight",
]  # fmt: skip
